using System.Text;
using Microsoft.Net.Http.Headers;

namespace Atoll.OAuth;

/// <summary>Which client asks, and its secret, from the form or from HTTP Basic (RFC 6749 section 2.3.1).</summary>
internal sealed record ClientCredentials(string Id, string Secret)
{
    private const string Scheme = "Basic ";

    public static ClientCredentials Of(HttpRequest request, IFormCollection form)
    {
        var header = request.Headers[HeaderNames.Authorization].ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? OfBasic(header[Scheme.Length..])
            : new ClientCredentials(form["client_id"].ToString(), form["client_secret"].ToString());
    }

    // Client ids hold percent signs of their own, and the field's clients do not encode them again.
    private static ClientCredentials OfBasic(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded.Trim(), bytes, out var length))
        {
            return new ClientCredentials("", "");
        }

        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return new ClientCredentials(parts[0], parts.Length == 2 ? parts[1] : "");
    }
}

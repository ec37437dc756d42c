using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Atoll.Web;

/// <summary>
/// A file that pages need. Its URL carries its content's hash, so that browsers keep it for ever and still get the next version at once.
/// </summary>
/// <param name="Content">What is in it.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Hash">Of the content.</param>
internal sealed record WebFile(byte[] Content, string Type, string Hash)
{
    private const string Forever = "public, max-age=31536000, immutable";

    public static WebFile Of(byte[] content, string type) => new(content, type, Convert.ToHexStringLower(SHA256.HashData(content))[..12]);

    /// <summary>Where pages find it under this name.</summary>
    public string Url(string hubUrl, string name) => $"{hubUrl}static/{name}?v={Hash}";

    /// <summary>Answers with it; kept for ever when it was asked for by its hash, checked again each time when not.</summary>
    public IResult Serve(HttpContext http)
    {
        http.Response.Headers.CacheControl = http.Request.Query["v"] == Hash ? Forever : "no-cache";
        return TypedResults.Bytes(Content, Type, entityTag: new EntityTagHeaderValue($"\"{Hash}\""));
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Atoll.Transport;

/// <summary>The hub's address as people know it. Scheme and host alone: the hub serves from the root of its host.</summary>
internal sealed record PublicUrl(string Scheme, HostString Host)
{
    public bool IsHttps => Scheme == Uri.UriSchemeHttps;

    /// <summary>False when it is no such address.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PublicUrl? url)
    {
        url = Uri.TryCreate(text, UriKind.Absolute, out var parsed) && IsOrigin(parsed) ? new PublicUrl(parsed.Scheme, HostOf(parsed)) : null;
        return url is not null;
    }

    public override string ToString() => $"{Scheme}://{Host}";

    private static bool IsOrigin(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && url is { Host.Length: > 0, PathAndQuery: "/", Fragment: "", UserInfo: "" };

    // As browsers write it into Host and Origin: in ASCII, without the usual port.
    private static HostString HostOf(Uri url)
    {
        var host = url.HostNameType is UriHostNameType.IPv6 ? url.Host : url.IdnHost;
        return url.IsDefaultPort ? new HostString(host) : new HostString(host, url.Port);
    }
}

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Atoll.Proxy.Forwarding;

/// <summary>
/// Tells the target where the request came from and how it looked from outside: as the hub knows it, whatever such headers said that came along.
/// </summary>
internal static class ForwardedHeaders
{
    public static void Add(HttpContext context, HttpRequestHeaders headers)
    {
        var request = context.Request;
        Set(headers, "X-Forwarded-For", Client(context.Connection.RemoteIpAddress));
        Set(headers, "X-Forwarded-Proto", request.Scheme);
        Set(headers, "X-Forwarded-Host", request.Host.Value ?? "");
        Set(headers, "X-Forwarded-Port", (request.Host.Port ?? (request.IsHttps ? 443 : 80)).ToString(CultureInfo.InvariantCulture));
    }

    private static string Client(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? "";

    private static void Set(HttpRequestHeaders headers, string name, string value)
    {
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, value);
    }
}

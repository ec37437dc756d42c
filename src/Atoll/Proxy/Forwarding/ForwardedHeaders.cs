using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Atoll.Proxy.Forwarding;

/// <summary>Tells the target where the request came from and how it looked from outside.</summary>
internal static class ForwardedHeaders
{
    public static void Add(HttpContext context, HttpRequestHeaders headers)
    {
        var request = context.Request;
        Set(headers, "X-Forwarded-For", Chain(request.Headers["X-Forwarded-For"], context.Connection.RemoteIpAddress));
        Set(headers, "X-Forwarded-Proto", request.Scheme);
        Set(headers, "X-Forwarded-Host", request.Host.Value ?? "");
        Set(headers, "X-Forwarded-Port", (request.Host.Port ?? (request.IsHttps ? 443 : 80)).ToString(CultureInfo.InvariantCulture));
    }

    private static string Chain(string? before, IPAddress? client)
    {
        var address = (client is { IsIPv4MappedToIPv6: true } ? client.MapToIPv4() : client)?.ToString();
        return string.Join(", ", new[] { before, address }.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static void Set(HttpRequestHeaders headers, string name, string value)
    {
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, value);
    }
}

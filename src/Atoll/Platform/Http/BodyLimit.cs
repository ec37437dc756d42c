using Microsoft.AspNetCore.Http.Features;

namespace Atoll.Platform.Http;

/// <summary>How much the hub itself reads of a request: far above what any form or API call needs. What the proxy forwards has no limit.</summary>
internal static class BodyLimit
{
    /// <summary>In bytes.</summary>
    public const int Most = 1 << 20;

    /// <summary>Reading more than that ends in status 413.</summary>
    public static void Set(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = Most;
        }
    }
}

namespace Atoll.Web;

/// <summary>URLs of the hub's own pages, with names escaped.</summary>
internal static class HubLinks
{
    /// <summary>The URL of these path segments under the hub; an empty segment (the default server) is left out.</summary>
    public static string To(PageContext page, params ReadOnlySpan<string> segments)
    {
        var url = page.HubUrl;
        foreach (var segment in segments)
        {
            if (segment.Length > 0)
            {
                url = (url.EndsWith('/') ? url : url + "/") + Uri.EscapeDataString(segment);
            }
        }

        return url;
    }

    /// <summary>The same URL, remembering where the person was heading.</summary>
    public static string WithNext(this string url, string? next) =>
        string.IsNullOrEmpty(next) ? url : $"{url}?next={Uri.EscapeDataString(next)}";

    /// <summary>Where a server is started: GET shows the choices, POST starts.</summary>
    public static string Spawn(PageContext page, string owner, string server, string? next) =>
        To(page, "spawn", owner, server).WithNext(next);
}

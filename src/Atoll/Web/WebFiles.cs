using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Atoll.Web;

/// <summary>
/// The stylesheet, script and marks, embedded in the program: there is no folder to find or to deploy wrongly.
/// A URL carries its content's hash, so that browsers keep a file for ever and still get the next version at once.
/// </summary>
internal static class WebFiles
{
    private const string Prefix = "wwwroot/";
    private const string Forever = "public, max-age=31536000, immutable";
    private static readonly FrozenDictionary<string, Asset> Files = Load();

    /// <summary>Where a page finds a file.</summary>
    public static string Url(PageContext page, string name) => $"{page.HubUrl}static/{name}?v={Files[name].Hash}";

    /// <summary>Answers with a file; kept for ever when it was asked for by its hash, checked again each time when not.</summary>
    public static IResult Serve(HttpContext http, string? name)
    {
        if (!Files.TryGetValue(name ?? "", out var asset))
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = http.Request.Query["v"] == asset.Hash ? Forever : "no-cache";
        return TypedResults.Bytes(asset.Content, asset.Type, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}\""));
    }

    private static FrozenDictionary<string, Asset> Load()
    {
        var types = new FileExtensionContentTypeProvider();
        return typeof(WebFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..], name => Read(name, types));
    }

    private static Asset Read(string name, FileExtensionContentTypeProvider types)
    {
        using var stream = typeof(WebFiles).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var type = types.TryGetContentType(name, out var known) ? known : "application/octet-stream";
        var text = type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type;
        return new Asset(content, text, Convert.ToHexStringLower(SHA256.HashData(content))[..12]);
    }

    private sealed record Asset(byte[] Content, string Type, string Hash);
}

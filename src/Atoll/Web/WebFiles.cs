using System.Collections.Frozen;
using System.Text;
using Atoll.Platform.Configuration;
using Atoll.Web.Branding;
using Microsoft.AspNetCore.StaticFiles;

namespace Atoll.Web;

/// <summary>The stylesheet, script and marks, embedded in the program: there is no folder to find or to deploy wrongly.</summary>
internal static class WebFiles
{
    private const string Prefix = "wwwroot/";
    private static readonly FrozenDictionary<string, WebFile> Files = Load();

    /// <summary>Where a page finds a file.</summary>
    public static string Url(PageContext page, string name) => Files[name].Url(page.HubUrl, name);

    /// <summary>What a text file says.</summary>
    public static string Text(string name) => Encoding.UTF8.GetString(Files[name].Content);

    /// <summary>Answers with a file, the operator's or ours.</summary>
    public static IResult Serve(HttpContext http, Live<Brand> brand, string? name) =>
        (brand.Value.File(name) ?? Files.GetValueOrDefault(name ?? ""))?.Serve(http) ?? TypedResults.NotFound();

    /// <summary>Answers with the hub's logo, which servers' pages show too.</summary>
    public static IResult ServeLogo(HttpContext http, Live<Brand> brand) => (brand.Value.Logo ?? Files["logo.svg"]).Serve(http);

    private static FrozenDictionary<string, WebFile> Load()
    {
        var types = new FileExtensionContentTypeProvider();
        return typeof(WebFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..], name => Read(name, types));
    }

    private static WebFile Read(string name, FileExtensionContentTypeProvider types)
    {
        using var stream = typeof(WebFiles).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var type = types.TryGetContentType(name, out var known) ? known : "application/octet-stream";
        return WebFile.Of(content, type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type);
    }
}

using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Atoll.EndToEnd.Compute;

/// <summary>A registry with one image of one layer, on loopback, where engines ask for no certificate.</summary>
internal sealed class Registry : IAsyncDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";
    private const string ConfigType = "application/vnd.docker.container.image.v1+json";
    private const string LayerType = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    private const string Repository = "atoll-test/pulled";

    private readonly Dictionary<string, (string Type, byte[] Content)> _paths = [];
    private Listener _listener = null!;

    /// <summary>The image by name and tag.</summary>
    public string Image => $"{_listener.Address}/{Repository}:1";

    /// <summary>The image by its manifest's digest.</summary>
    public string ByDigest { get; private set; } = "";

    /// <summary>A tag that does not exist.</summary>
    public string Missing => $"{_listener.Address}/{Repository}:2";

    /// <param name="port">0 for any that is free.</param>
    /// <param name="layerBytes">Size of the layer.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<Registry> StartAsync(int port, int layerBytes, CancellationToken cancellationToken)
    {
        var registry = new Registry();
        registry._listener = await Listener.StartAsync(new IPEndPoint(IPAddress.Loopback, port), registry.AnswerAsync, cancellationToken);
        registry.ByDigest = $"{registry._listener.Address}/{Repository}@{registry.AddImage(layerBytes)}";
        return registry;
    }

    /// <summary>Moves the tag to a new image; returns that one by its digest.</summary>
    public string Move(int layerBytes) => $"{_listener.Address}/{Repository}@{AddImage(layerBytes)}";

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    /// <summary>Random content: it can neither be compressed nor be on the engine from an earlier run.</summary>
    private string AddImage(int layerBytes)
    {
        var tar = Tar(RandomNumberGenerator.GetBytes(layerBytes));
        var layer = Compress(tar);
        var config = Encoding.UTF8.GetBytes(
            $$"""{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["{{Digest(tar)}}"]},"history":[]}""");
        var manifest = Encoding.UTF8.GetBytes($$"""
            {"schemaVersion":2,"mediaType":"{{ManifestType}}",
             "config":{"mediaType":"{{ConfigType}}","size":{{config.Length}},"digest":"{{Digest(config)}}"},
             "layers":[{"mediaType":"{{LayerType}}","size":{{layer.Length}},"digest":"{{Digest(layer)}}"}]}
            """);
        _paths[$"/v2/{Repository}/blobs/{Digest(config)}"] = (ConfigType, config);
        _paths[$"/v2/{Repository}/blobs/{Digest(layer)}"] = (LayerType, layer);
        _paths[$"/v2/{Repository}/manifests/1"] = (ManifestType, manifest);
        _paths[$"/v2/{Repository}/manifests/{Digest(manifest)}"] = (ManifestType, manifest);
        _paths["/v2/"] = ("application/json", "{}"u8.ToArray());
        return Digest(manifest);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!_paths.TryGetValue(context.Request.Path, out var found))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync("""{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}""", context.RequestAborted);
            return;
        }

        context.Response.ContentType = found.Type;
        context.Response.ContentLength = found.Content.Length;
        context.Response.Headers["Docker-Content-Digest"] = Digest(found.Content);
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(found.Content, context.RequestAborted);
        }
    }

    private static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    private static byte[] Tar(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "random") { DataStream = new MemoryStream(content) });
        }

        return stream.ToArray();
    }

    private static byte[] Compress(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }
}

using System.Xml;
using Atoll.Platform.Configuration;

namespace Atoll.Web.Branding;

/// <summary>An operator's logo. It must be what its name says, because browsers are told to believe the name.</summary>
internal static class LogoFile
{
    private static readonly byte[] _pngBegins = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>What is wrong with its content; null when nothing is, or when it cannot be read anyway.</summary>
    public static string? FaultOf(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var content = File.ReadAllBytes(path);
            return IsPng(path)
                ? content.AsSpan().StartsWith(_pngBegins) ? null : $"{path} is no PNG image."
                : IsSvg(content) ? null : $"{path} is no SVG image.";
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            return $"{path} cannot be read ({failure.Message}).";
        }
    }

    /// <summary>Reads it; null when there is none.</summary>
    /// <exception cref="ConfigurationException">It is gone, or no image any more, since the configuration was checked.</exception>
    public static WebFile? Read(string path)
    {
        if (path.Length == 0)
        {
            return null;
        }

        try
        {
            return FaultOf(path) is { } fault
                ? throw new ConfigurationException($"branding.logo: {fault}")
                : WebFile.Of(File.ReadAllBytes(path), IsPng(path) ? "image/png" : "image/svg+xml");
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new ConfigurationException($"branding.logo: {path} cannot be read ({failure.Message}).");
        }
    }

    private static bool IsPng(string path) => Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase);

    private static bool IsSvg(byte[] content)
    {
        // Drawing programs write a document type that nobody needs.
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };
        using var xml = XmlReader.Create(new MemoryStream(content), settings);
        try
        {
            return xml.MoveToContent() is XmlNodeType.Element && xml.LocalName == "svg";
        }
        catch (XmlException)
        {
            return false;
        }
    }
}

using Atoll.Platform.Configuration;

namespace Atoll.Transport;

/// <summary>What the files of a certificate and its key say at one moment.</summary>
internal sealed record PemPair(string Certificate, string Key)
{
    /// <exception cref="ConfigurationException">A file is missing or cannot be read.</exception>
    public static PemPair Read(HttpsOptions options) =>
        new(ReadFile("https.certificate", options.Certificate), ReadFile("https.key", options.KeyFile()));

    private static string ReadFile(string key, string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationException($"{key}: there is no file {Path.GetFullPath(path)}. Put the PEM file there, or name the right one.");
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new ConfigurationException($"{key}: {path} cannot be read ({failure.Message}). Let the user that the hub runs as read it.");
        }
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Atoll.Platform.Secrets;

/// <summary>
/// Keys derived from the one secret that is not in the database: <c>ATOLL_SECRET</c>, or <c>secret.key</c> (0600) in the data folder,
/// made at the first start. Whoever has only the database can neither sign a cookie nor remake a server's token.
/// </summary>
internal sealed class HubSecrets(byte[] master)
{
    private const int KeyBytes = 32;

    /// <summary>A key for one purpose; the same purpose always gives the same key.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyBytes, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>Takes the secret from the environment, else from the file, else makes the file.</summary>
    /// <exception cref="InvalidOperationException">The file is not 32 bytes: restore it; a new one would end all sessions.</exception>
    public static HubSecrets Load(string path, string? fromEnvironment)
    {
        if (!string.IsNullOrEmpty(fromEnvironment))
        {
            return new HubSecrets(SHA256.HashData(Encoding.UTF8.GetBytes(fromEnvironment)));
        }

        if (!File.Exists(path))
        {
            Create(path);
        }

        var master = File.ReadAllBytes(path);
        return master.Length == KeyBytes
            ? new HubSecrets(master)
            : throw new InvalidOperationException($"{path} is damaged: it has {master.Length} bytes, not {KeyBytes}. Restore it from a backup.");
    }

    private static void Create(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var file = new FileStream(path, options);
        file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
    }
}

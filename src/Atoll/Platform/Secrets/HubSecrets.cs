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

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Tells this secret from others without giving it away: what the database remembers of it.</summary>
    public string Mark => Convert.ToHexStringLower(Derive("mark"));

    /// <summary>A key for one purpose; the same purpose always gives the same key.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyBytes, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>Takes the secret from the environment, else from the file, else makes the file.</summary>
    /// <exception cref="DataFolderException">The file is damaged, open to others, or can be neither read nor made.</exception>
    public static HubSecrets Load(string path, string? fromEnvironment) => string.IsNullOrEmpty(fromEnvironment)
        ? DataFaults.Guard(path, () => FromFile(path))
        : new HubSecrets(SHA256.HashData(Encoding.UTF8.GetBytes(fromEnvironment)));

    private static HubSecrets FromFile(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        var mode = File.GetUnixFileMode(path);
        if ((mode & Others) != UnixFileMode.None)
        {
            throw new DataFolderException(
                $"{path} is open to others (mode {Convert.ToString((int)mode, 8)}): whoever has read it can pretend to be anybody. "
                + $"Close it with: chmod 600 {path}. If that may have happened, remove it and start once with --new-secret.");
        }

        var master = File.ReadAllBytes(path);
        return master.Length == KeyBytes
            ? new HubSecrets(master)
            : throw new DataFolderException(
                $"{path} is damaged: it has {master.Length} bytes, not {KeyBytes}. Restore it from a backup; without one, remove it and start once with --new-secret.");
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

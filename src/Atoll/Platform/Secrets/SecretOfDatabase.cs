using Atoll.Platform.Database;

namespace Atoll.Platform.Secrets;

/// <summary>
/// Keeps a hub from running on a database with another database's secret: servers that are starting could not sign anybody in, forms that are
/// open would be refused, and nobody would know why. The database remembers its secret's mark.
/// </summary>
internal static class SecretOfDatabase
{
    private const string Key = "secret_mark";

    /// <summary>The secret that belongs to this database.</summary>
    /// <param name="database">At its latest schema.</param>
    /// <param name="path">Of <c>secret.key</c>.</param>
    /// <param name="fromEnvironment">ATOLL_SECRET; empty to use the file.</param>
    /// <param name="takeNew">Whether another one than before is meant.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <exception cref="DataFolderException">It was lost, or is another's.</exception>
    public static async Task<HubSecrets> LoadAsync(
        HubDatabase database, string path, string? fromEnvironment, bool takeNew, CancellationToken cancellationToken)
    {
        var known = await SettingsStore.FindAsync(database, Key, cancellationToken);
        if (known is not null && !takeNew && string.IsNullOrEmpty(fromEnvironment) && !File.Exists(path))
        {
            throw new DataFolderException(
                $"{path} is missing, and the database was made with it. Restore it from a backup (or set ATOLL_SECRET, if that was used before). {Remedy}");
        }

        var secrets = HubSecrets.Load(path, fromEnvironment);
        if (takeNew)
        {
            await SettingsStore.SetAsync(database, Key, secrets.Mark, cancellationToken);
            return secrets;
        }

        return await SettingsStore.GetOrMakeAsync(database, Key, () => Task.FromResult(secrets.Mark), cancellationToken) == secrets.Mark
            ? secrets
            : throw new DataFolderException(
                $"{(string.IsNullOrEmpty(fromEnvironment) ? path : "ATOLL_SECRET")} is not the secret that this database was made with. "
                + $"Restore the one that belongs to it; hubs that share a database share it as ATOLL_SECRET. {Remedy}");
    }

    private const string Remedy =
        "To go on with a new one, start once with: atoll up --new-secret. Forms that are open must then be sent again, and servers that are starting are stopped.";
}

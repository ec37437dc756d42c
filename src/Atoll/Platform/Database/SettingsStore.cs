using Dapper;

namespace Atoll.Platform.Database;

/// <summary>Facts about this hub that it keeps; most are decided once.</summary>
internal static class SettingsStore
{
    private const string Read = "SELECT value FROM settings WHERE key = @key";

    /// <summary>The value of a key; null when there is none.</summary>
    public static Task<string?> FindAsync(HubDatabase database, string key, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<string?>(Read, new { key }), cancellationToken);

    /// <summary>Keeps a value in place of whatever was there.</summary>
    public static Task SetAsync(HubDatabase database, string key, string value, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.ExecuteAsync(
                "INSERT INTO settings (key, value) VALUES (@key, @value) ON CONFLICT (key) DO UPDATE SET value = excluded.value", new { key, value }),
            cancellationToken);

    /// <summary>The value of a key; made by <paramref name="make"/> and kept when there is none. Hubs that start together agree.</summary>
    public static async Task<string> GetOrMakeAsync(
        HubDatabase database, string key, Func<Task<string>> make, CancellationToken cancellationToken)
    {
        if (await FindAsync(database, key, cancellationToken) is { } known)
        {
            return known;
        }

        var value = await make();
        return await database.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync(
                "INSERT INTO settings (key, value) VALUES (@key, @value) ON CONFLICT (key) DO NOTHING", new { key, value });
            return (await connection.QuerySingleAsync<string>(Read, new { key }))!;
        }, cancellationToken);
    }
}

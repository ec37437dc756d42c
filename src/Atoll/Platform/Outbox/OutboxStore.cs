using System.Data.Common;
using System.Text.Json;
using Atoll.Core.Events;
using Dapper;

namespace Atoll.Platform.Outbox;

/// <summary>Reads and writes the outbox table.</summary>
internal static class OutboxStore
{
    /// <summary>Adds news to the transaction that makes it true. Call <see cref="OutboxSignal.Raise"/> after the commit.</summary>
    public static Task AddAsync(DbConnection connection, HubEvent news) =>
        connection.ExecuteAsync(
            "INSERT INTO outbox (kind, payload) VALUES (@Kind, @Payload)",
            new { Kind = news.GetType().Name, Payload = JsonSerializer.Serialize(news, EventsJson.Default.HubEvent) });

    public static async Task<IReadOnlyList<(long Id, HubEvent News)>> ReadAsync(DbConnection connection)
    {
        var rows = await connection.QueryAsync<(long Id, string Payload)>("SELECT id, payload FROM outbox ORDER BY id LIMIT 100");
        return [.. rows.Select(row => (row.Id, JsonSerializer.Deserialize(row.Payload, EventsJson.Default.HubEvent)!))];
    }

    public static Task RemoveAsync(DbConnection connection, long id) =>
        connection.ExecuteAsync("DELETE FROM outbox WHERE id = @id", new { id });
}

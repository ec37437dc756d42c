using Atoll.Accounts.People;
using Atoll.Platform.Database;
using Atoll.TestKit;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Atoll.Tests.Contract;

/// <summary>Puts groups and services into a hub's database as they are, past every rule: tests of the rules need something there.</summary>
internal static class Planted
{
    public static Task<long> AddServiceAsync(this HubFixture hub, string name, bool admin = false) => Database(hub).WriteAsync(
        connection => connection.QuerySingleAsync<long>(
            "INSERT INTO services (name, admin, display, info, configured) VALUES (@name, @admin, @display, '{}', @configured) RETURNING id",
            new { name, admin, display = true, configured = false }),
        CancellationToken.None);

    public static Task AddGroupAsync(this HubFixture hub, string name, string properties, params UserRow[] members) => Database(hub).WriteAsync(
        async connection =>
        {
            var id = await connection.QuerySingleAsync<long>(
                "INSERT INTO groups (name, properties) VALUES (@name, @properties) RETURNING id", new { name, properties });
            foreach (var member in members)
            {
                await connection.ExecuteAsync("INSERT INTO group_members (group_id, user_id) VALUES (@id, @user)", new { id, user = member.Id });
            }
        },
        CancellationToken.None);

    /// <summary>A server that never ran.</summary>
    public static Task AddServerAsync(this HubFixture hub, UserRow owner, string name) => Database(hub).WriteAsync(
        connection => connection.ExecuteAsync(
            """
            INSERT INTO servers (user_id, name, site, user_options, wanted, phase, phase_since, start_number)
            VALUES (@Id, @name, 'local', '{}', 'Stopped', 'Stopped', 0, 0)
            """,
            new { owner.Id, name }),
        CancellationToken.None);

    private static HubDatabase Database(HubFixture hub) => hub.Services.GetRequiredService<HubDatabase>();
}

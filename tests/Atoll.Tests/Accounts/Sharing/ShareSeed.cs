using Atoll.Accounts.People;
using Atoll.Accounts.Sharing;
using Atoll.Core.Names;
using Atoll.Platform.Database;
using Dapper;

namespace Atoll.Tests.Accounts.Sharing;

/// <summary>People, groups and servers to share with and of, without anything that runs.</summary>
internal sealed class ShareSeed(HubDatabase database)
{
    public async Task<UserRow> UserAsync(string name) =>
        (await database.WriteAsync(
            connection => UserStore.CreateAsync(connection, UserName.Parse(name), admin: false, DateTimeOffset.UnixEpoch), CancellationToken.None))!;

    public async Task<UserRow> FindUserAsync(string name) =>
        (await database.ReadAsync(connection => UserStore.FindAsync(connection, name), CancellationToken.None))!;

    public async Task<SharedServer> ServerAsync(UserRow owner, string name)
    {
        await database.WriteAsync(
            connection => connection.ExecuteAsync(
                """
                INSERT INTO servers (user_id, name, site, user_options, wanted, phase, phase_since, start_number)
                VALUES (@Id, @name, 'local', '{}', 'Stopped', 'Stopped', 0, 0)
                """,
                new { owner.Id, name }),
            CancellationToken.None);
        return (await database.ReadAsync(connection => SharedServers.FindAsync(connection, owner.Name, name), CancellationToken.None))!;
    }

    public Task<long> GroupAsync(string name, params IReadOnlyList<UserRow> members) => database.WriteAsync(async connection =>
    {
        var group = await connection.QuerySingleAsync<long>("INSERT INTO groups (name, properties) VALUES (@name, '{}') RETURNING id", new { name });
        foreach (var member in members)
        {
            await connection.ExecuteAsync("INSERT INTO group_members (group_id, user_id) VALUES (@group, @Id)", new { group, member.Id });
        }

        return group;
    }, CancellationToken.None);
}

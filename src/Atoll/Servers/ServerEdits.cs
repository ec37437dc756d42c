using System.Data.Common;
using System.Text.Json;
using Atoll.Accounts.People;
using Atoll.Core.Names;
using Atoll.Platform.Database;
using Atoll.Workloads;
using Dapper;

namespace Atoll.Servers;

/// <summary>
/// Makes named servers without starting them, and changes what those are called that do not run. Their state is none of its business:
/// that is <see cref="ServerStore"/>'s.
/// </summary>
internal sealed class ServerEdits(HubDatabase database, NamedServers named, TimeProvider time)
{
    /// <summary>A new server, stopped; or why there can be none.</summary>
    public Task<(ServerRow? Row, StartRefusal? Refusal)> CreateAsync(UserRow owner, string name, ServerEdit edit, CancellationToken cancellationToken) =>
        database.WriteAsync<(ServerRow?, StartRefusal?)>(async connection =>
        {
            if (name.Length == 0 || await ServerQueries.FindAsync(connection, owner.Id, name) is not null)
            {
                return (null, Taken(owner, name));
            }

            if (await named.RefuseAsync(connection, owner, name) is { } refusal)
            {
                return (null, refusal);
            }

            await InsertAsync(connection, owner, name);
            var row = (await ServerQueries.FindAsync(connection, owner.Id, name))!;
            return (await ApplyAsync(connection, row, edit), null);
        }, cancellationToken);

    /// <summary>The server as it is after the change; or why it cannot be changed. Both are null when it is not there.</summary>
    public Task<(ServerRow? Row, StartRefusal? Refusal)> ChangeAsync(UserRow owner, string name, ServerEdit edit, CancellationToken cancellationToken) =>
        database.WriteAsync<(ServerRow?, StartRefusal?)>(async connection =>
            await ServerQueries.FindAsync(connection, owner.Id, name) is not { } row ? (null, null)
            : await RefuseAsync(connection, owner, row, edit) is { } refusal ? (null, refusal)
            : (await ApplyAsync(connection, row, edit), null), cancellationToken);

    private static async Task<StartRefusal?> RefuseAsync(DbConnection connection, UserRow owner, ServerRow row, ServerEdit edit)
    {
        if (row.State.IsActive)
        {
            var log = row.Name.Length == 0 ? owner.Name : $"{owner.Name}:{row.Name}";
            return Refused(StatusCodes.Status400BadRequest, $"{log} is active. Please stop it before modifying it.");
        }

        if (row.Name.Length == 0 && (edit.Name ?? edit.DisplayName) is not null)
        {
            return Refused(StatusCodes.Status400BadRequest, "The default server has no name of its own, and can be given none. Make a named server.");
        }

        return edit.Name is null ? null
            : await ServerQueries.FindAsync(connection, owner.Id, edit.Name) is not null ? Taken(owner, edit.Name)
            : ServerName.FaultOf(owner.Name, edit.Name) is { } fault ? StartRefusal.BadName(edit.Name, fault)
            : null;
    }

    private static StartRefusal Taken(UserRow owner, string name) => Refused(
        StatusCodes.Status409Conflict,
        name.Length == 0 ? $"User {owner.Name} already has a default server" : $"User {owner.Name} already has server {name}");

    private static StartRefusal Refused(int status, string text) => new(status, text, text);

    private Task InsertAsync(DbConnection connection, UserRow owner, string name) => connection.ExecuteAsync(
        """
        INSERT INTO servers (user_id, name, site, user_options, wanted, phase, phase_since, start_number)
        VALUES (@Id, @name, @Site, '{}', 'Stopped', 'Stopped', @now, 0)
        """,
        new { owner.Id, name, Site = LocalSite.Name, now = time.GetUtcNow() });

    private static async Task<ServerRow> ApplyAsync(DbConnection connection, ServerRow row, ServerEdit edit)
    {
        var after = row with { Name = edit.Name ?? row.Name, DisplayName = edit.DisplayName ?? row.DisplayName };
        if (edit.UserOptions is { } options)
        {
            // What its last start came to counts no more.
            after = after with { UserOptions = options.ToJsonString(JsonSerializerOptions.Default), Environment = null, Size = null };
        }

        await connection.ExecuteAsync(
            """
            UPDATE servers SET name = @Name, display_name = @DisplayName, user_options = @UserOptions, environment = @Environment, size = @Size
            WHERE id = @Id
            """,
            new { after.Id, after.Name, after.DisplayName, after.UserOptions, after.Environment, after.Size });
        return after;
    }
}

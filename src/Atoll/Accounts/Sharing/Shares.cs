using Atoll.Platform.Database;
using Atoll.Platform.Outbox;

namespace Atoll.Accounts.Sharing;

/// <summary>Shares servers with people and groups, and takes it back.</summary>
internal sealed class Shares(HubDatabase database, OutboxSignal signal, TimeProvider time)
{
    /// <summary>The server of this name, if somebody ever started it: there is nothing to share before.</summary>
    public Task<SharedServer?> FindServerAsync(string owner, string server, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => SharedServers.FindAsync(connection, owner, server), cancellationToken);

    /// <summary>The group of this name, by id.</summary>
    public Task<long?> FindGroupAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => ShareStore.FindGroupAsync(connection, name), cancellationToken);

    public Task<(ShareRow Share, SharedServer Server)?> FindAsync(SharedServer server, Sharee sharee, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => ShareStore.FindAsync(connection, server.Id, sharee, time.GetUtcNow()), cancellationToken);

    /// <summary>A page of a list, oldest first, and how long the whole list is.</summary>
    public Task<(IReadOnlyList<(ShareRow Share, SharedServer Server)> Page, long Total)> ListAsync(
        ShareList which, long offset, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(async connection =>
        {
            var now = time.GetUtcNow();
            return (await ShareStore.ListAsync(connection, which, offset, limit, now), await ShareStore.CountAsync(connection, which, now));
        }, cancellationToken);

    /// <summary>Shares, or adds to what is shared; null when one of the two has gone in the meantime.</summary>
    public Task<(ShareRow Share, SharedServer Server)?> GrantAsync(
        SharedServer server, Sharee sharee, IReadOnlyList<string> scopes, CancellationToken cancellationToken) =>
        database.WriteAsync(async connection =>
        {
            await ShareStore.GrantAsync(connection, server.Id, sharee, scopes, time.GetUtcNow());
            return await ShareStore.FindAsync(connection, server.Id, sharee, time.GetUtcNow());
        }, cancellationToken);

    /// <summary>Takes these scopes back, or all; answers what is left, null when nothing is.</summary>
    public async Task<(ShareRow Share, SharedServer Server)?> RevokeAsync(
        SharedServer server, Sharee sharee, IReadOnlyList<string>? scopes, CancellationToken cancellationToken)
    {
        var left = await database.WriteAsync(async connection =>
        {
            if (await ShareStore.FindAsync(connection, server.Id, sharee, time.GetUtcNow()) is not { } found)
            {
                return null;
            }

            var rest = scopes is null ? [] : found.Share.ScopeList.Except(scopes).ToList();
            await (rest.Count == 0 ? ShareEnds.OneAsync(connection, found.Share.Id)
                : rest.Count < found.Share.ScopeList.Count ? ShareEnds.NarrowAsync(connection, found.Share.Id, rest)
                : Task.CompletedTask);
            return await ShareStore.FindAsync(connection, server.Id, sharee, time.GetUtcNow());
        }, cancellationToken);
        signal.Raise();
        return left;
    }

    /// <summary>Takes back everything that is shared of a server.</summary>
    public async Task RevokeAllAsync(SharedServer server, CancellationToken cancellationToken)
    {
        await database.WriteAsync(connection => ShareEnds.OfServerAsync(connection, server.Id), cancellationToken);
        signal.Raise();
    }
}

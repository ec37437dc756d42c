using Atoll.Accounts.People;
using Atoll.Platform.Database;
using Atoll.Platform.Secrets;

namespace Atoll.Accounts.Sharing;

/// <summary>Makes invitations, and exchanges them for shares. A code can be used by many, until it expires.</summary>
internal sealed class ShareCodes(HubDatabase database, TimeProvider time)
{
    /// <summary>Makes a code, which is shown this once; null when the server has gone in the meantime.</summary>
    public async Task<(ShareCodeRow Row, SharedServer Server, string Code)?> CreateAsync(
        SharedServer server, IReadOnlyList<string> scopes, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var code = OpaqueToken.New();
        var now = time.GetUtcNow();
        var added = await database.WriteAsync(
            connection => ShareCodeStore.AddAsync(connection, server.Id, OpaqueToken.Hash(code), scopes, now, now + lifetime), cancellationToken);
        return added is { } made ? (made.Code, made.Server, code) : null;
    }

    /// <summary>The live invitation with this code.</summary>
    public Task<(ShareCodeRow Code, SharedServer Server)?> FindAsync(string code, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => ShareCodeStore.FindAsync(connection, OpaqueToken.Hash(code), time.GetUtcNow()), cancellationToken);

    /// <summary>A page of a list, oldest first, and how long the whole list is.</summary>
    public Task<(IReadOnlyList<(ShareCodeRow Code, SharedServer Server)> Page, long Total)> ListAsync(
        ShareList which, long offset, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(async connection =>
        {
            var now = time.GetUtcNow();
            return (await ShareCodeStore.ListAsync(connection, which, offset, limit, now), await ShareCodeStore.CountAsync(connection, which, now));
        }, cancellationToken);

    /// <summary>Gives the invited what the code promises; null when it is not valid (any more). Nobody is invited to what is theirs.</summary>
    public Task<SharedServer?> ExchangeAsync(string code, UserRow invited, CancellationToken cancellationToken) =>
        database.WriteAsync(async connection =>
        {
            var now = time.GetUtcNow();
            if (await ShareCodeStore.FindAsync(connection, OpaqueToken.Hash(code), now) is not { } found || found.Server.OwnerId == invited.Id)
            {
                return null;
            }

            await ShareStore.GrantAsync(connection, found.Server.Id, Sharee.OfUser(invited.Id), found.Code.ScopeList, now);
            await ShareCodeStore.CountExchangeAsync(connection, found.Code.Id, now);
            return found.Server;
        }, cancellationToken);

    /// <summary>False when the server has no such code.</summary>
    public Task<bool> DeleteAsync(SharedServer server, string code, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => ShareCodeStore.DeleteAsync(connection, server.Id, OpaqueToken.Hash(code), time.GetUtcNow()), cancellationToken);

    /// <summary>False when the server has no such code.</summary>
    public Task<bool> DeleteAsync(SharedServer server, long id, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => ShareCodeStore.DeleteAsync(connection, server.Id, id), cancellationToken);

    public Task DeleteAllAsync(SharedServer server, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => ShareCodeStore.DeleteAllAsync(connection, server.Id), cancellationToken);
}

using Atoll.Accounts.People;
using Atoll.Platform.Database;
using Atoll.Platform.Outbox;
using Atoll.Platform.Secrets;

namespace Atoll.Accounts.ApiTokens;

/// <summary>Issues, finds and revokes tokens.</summary>
internal sealed class Tokens(HubDatabase database, OutboxSignal signal, TimeProvider time)
{
    // Upstream's activity_resolution: a write per request would be too many.
    private static readonly TimeSpan _resolution = TimeSpan.FromSeconds(30);

    /// <summary>Makes a token. Its secret is shown once; only the hash is kept.</summary>
    public async Task<(TokenRow Token, string Secret)> IssueAsync(NewToken token, CancellationToken cancellationToken)
    {
        var secret = OpaqueToken.New();
        var row = await database.WriteAsync(
            connection => TokenStore.AddAsync(connection, token, secret, time.GetUtcNow()), cancellationToken);
        return (row, secret);
    }

    /// <summary>The live token and its owner; null when there is none. Notes that it was used.</summary>
    public async Task<(TokenRow Token, Principal Owner)?> UseAsync(string secret, CancellationToken cancellationToken)
    {
        if (await FindAsync(secret, cancellationToken) is not { } live)
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (now - live.Token.LastActivity < _resolution)
        {
            return live;
        }

        await TouchAsync(live.Token, now, cancellationToken);
        return (live.Token with { LastActivity = now }, Seen(live, now));
    }

    /// <summary>The live token and its owner, without noting a use.</summary>
    public Task<(TokenRow Token, Principal Owner)?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = OpaqueToken.Hash(secret);
        return database.ReadAsync(connection => TokenStore.FindAsync(connection, hash, time.GetUtcNow()), cancellationToken);
    }

    public Task<TokenRow?> FindAsync(UserRow owner, long id, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => TokenStore.FindAsync(connection, owner.Id, id, time.GetUtcNow()), cancellationToken);

    /// <summary>The user's live tokens. Those that have expired are removed.</summary>
    public async Task<IReadOnlyList<TokenRow>> ListAsync(UserRow owner, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var all = await database.ReadAsync(connection => TokenStore.ListAsync(connection, owner.Id), cancellationToken);
        IReadOnlyList<TokenRow> live = [.. all.Where(token => !(token.ExpiresAt <= now))];
        if (live.Count < all.Count)
        {
            await database.WriteAsync(connection => TokenStore.PurgeAsync(connection, now), cancellationToken);
        }

        return live;
    }

    public async Task RevokeAsync(TokenRow token, CancellationToken cancellationToken)
    {
        await database.WriteAsync(connection => TokenStore.RevokeAsync(connection, token), cancellationToken);
        signal.Raise();
    }

    // Who asks about themselves reads of this very request.
    private static Principal Seen((TokenRow Token, Principal Owner) live, DateTimeOffset now) =>
        live is { Token.ServerId: null, Owner.User: { } user } && !(user.LastActivity > now)
            ? Principal.Of(user with { LastActivity = now })
            : live.Owner;

    // A server reports by its own token all the time: that is no sign of its owner.
    private Task TouchAsync(TokenRow token, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.NoteAsync(async connection =>
        {
            await TokenStore.TouchAsync(connection, token.Id, now);
            if (token is { ServerId: null, UserId: { } user })
            {
                await UserStore.TouchAsync(connection, user, now);
            }
        }, cancellationToken);
}

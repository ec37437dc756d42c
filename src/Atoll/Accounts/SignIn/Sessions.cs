using Atoll.Accounts.People;
using Atoll.Core.Events;
using Atoll.Platform.Database;
using Atoll.Platform.Outbox;
using Atoll.Platform.Secrets;

namespace Atoll.Accounts.SignIn;

/// <summary>Starts, finds and ends sessions. A browser holds a random secret; only its hash is stored.</summary>
internal sealed class Sessions(HubDatabase database, OutboxSignal signal, TimeProvider time)
{
    /// <summary>A session ends by itself after this, however busy it was.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    // Upstream's activity_resolution: a write per request would be too many.
    private static readonly TimeSpan _resolution = TimeSpan.FromSeconds(30);

    /// <summary>Signs a user in; returns the session and the secret for its cookie.</summary>
    public async Task<(SessionRow Session, string Secret)> StartAsync(UserRow user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var secret = OpaqueToken.New();
        var session = new SessionRow
        {
            Id = Guid.NewGuid().ToString("n"), UserId = user.Id, Created = now, LastSeen = now, Expires = now + Lifetime,
        };
        await database.WriteAsync(async connection =>
        {
            await SessionStore.AddAsync(connection, session, OpaqueToken.Hash(secret));
            await UserStore.TouchAsync(connection, user.Id, now);
        }, cancellationToken);
        return (session, secret);
    }

    /// <summary>The live session of a cookie, and its user; null when there is none. Notes that it was seen.</summary>
    public async Task<(SessionRow Session, UserRow User)?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var hash = OpaqueToken.Hash(secret);
        var found = await database.ReadAsync(connection => SessionStore.FindBySecretAsync(connection, hash, now), cancellationToken);
        if (found is { } live && now - live.Session.LastSeen >= _resolution)
        {
            await database.NoteAsync(async connection =>
            {
                await SessionStore.TouchAsync(connection, live.Session.Id, now);
                await UserStore.TouchAsync(connection, live.User.Id, now);
            }, cancellationToken);
        }

        return found;
    }

    /// <summary>The live session with this public id. It proves nothing about who asks: for those who have proof already (the proxy's own cookie).</summary>
    public Task<(SessionRow Session, UserRow User)?> FindByIdAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => SessionStore.FindByIdAsync(connection, id, time.GetUtcNow()), cancellationToken);

    /// <summary>Ends a session and revokes every token that was issued in it.</summary>
    public async Task EndAsync(string id, CancellationToken cancellationToken)
    {
        await database.WriteAsync(connection => SessionStore.EndAsync(connection, id, time.GetUtcNow()), cancellationToken);
        signal.Raise();
    }

    /// <summary>What a proxy that starts now must refuse.</summary>
    public Task<IReadOnlyList<SessionEnded>> ListEndedAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(connection => SessionStore.ListEndedAsync(connection, time.GetUtcNow()), cancellationToken);
}

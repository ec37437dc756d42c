using Atoll.Accounts.Access;
using Atoll.Accounts.People;
using Atoll.Core.Events;
using Atoll.Platform.Database;
using Atoll.Platform.Outbox;
using Atoll.Proxy;
using Atoll.Servers;

namespace Atoll.Hub.Sharing;

/// <summary>
/// Closes a server to those with whom it is no longer shared: what they have open, and the cookie they came in with. Whoever may use it by
/// something else (another share, a group, a role) notices nothing.
/// </summary>
internal sealed class ShareRevoker(
    HubDatabase database, RightsReader rights, ServerStore servers, Revocations revocations, ProxyOptions options, TimeProvider time) : IEventHandler
{
    public async Task HandleAsync(HubEvent news, CancellationToken cancellationToken)
    {
        // A server that is gone is open to nobody.
        if (news is not ShareEnded ended || await servers.GetAsync(ended.ServerId, cancellationToken) is not { } server)
        {
            return;
        }

        foreach (var id in ended.UserIds.Where(id => id != server.UserId))
        {
            await CheckAsync(id, server, cancellationToken);
        }
    }

    private async Task CheckAsync(long userId, ServerRow server, CancellationToken cancellationToken)
    {
        // A user that is gone was revoked as a whole.
        if (await database.ReadAsync(connection => UserStore.FindAsync(connection, userId), cancellationToken) is { } user
            && !(await rights.ReadAsync(Principal.Of(user), cancellationToken)).Scopes.Allows("access:servers", server.UserName, server.Name))
        {
            revocations.Revoke(RevokedNames.EntryOf(userId, server.Key), time.GetUtcNow() + options.CookieLifetime);
        }
    }
}

using Atoll.Accounts.People;
using Atoll.Accounts.SignIn;
using Atoll.Platform.Configuration;

namespace Atoll.Servers;

/// <summary>Signing out stops the user's servers, unless the operator wants them to go on (<c>servers.stop_on_logout</c>).</summary>
internal sealed class StopServersOnLogout(ServerActions actions, Live<ServersOptions> options) : ILogoutStep
{
    public Task BeforeLogoutAsync(UserRow user, SessionRow session, CancellationToken cancellationToken) =>
        options.Value.StopOnLogout ? actions.StopAllAsync(user.Id, cancellationToken) : Task.CompletedTask;
}

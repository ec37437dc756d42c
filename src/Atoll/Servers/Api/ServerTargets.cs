using Atoll.Accounts.Access;
using Atoll.Accounts.People;
using Atoll.Platform.Http;

namespace Atoll.Servers.Api;

/// <summary>The server that an API request names, if the caller may know of it.</summary>
internal sealed class ServerTargets(Users users, ServerStore store, NamedServers named)
{
    /// <summary>The same for what may make a server: a refusal, too, when this one may not be.</summary>
    public async Task<(ServerTarget? Target, IResult? Refusal)> FindNewAsync(
        Caller caller, string scope, string userName, string? serverName, CancellationToken cancellationToken)
    {
        var (target, refusal) = await FindAsync(caller, scope, userName, serverName, cancellationToken);
        return target is not null && await named.RefuseAsync(target.Owner, target.Name, cancellationToken) is { } notThis
            ? (null, notThis.ToAnswer())
            : (target, refusal);
    }

    /// <summary>Finds owner and row; a refusal as upstream words it when the caller's scope does not cover it or it is not there.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="scope">What this takes.</param>
    /// <param name="userName">As in the path.</param>
    /// <param name="serverName">As in the path; null or empty for the default server.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    public async Task<(ServerTarget? Target, ApiError? Refusal)> FindAsync(
        Caller caller, string scope, string userName, string? serverName, CancellationToken cancellationToken)
    {
        var server = serverName ?? "";
        if (Targets.RefuseServer(caller, userName, server, scope) is { } refusal)
        {
            return (null, refusal);
        }

        if (await users.FindAsync(userName, cancellationToken) is not { } owner)
        {
            return (null, new ApiError(StatusCodes.Status404NotFound));
        }

        return (new ServerTarget(owner, server, await store.FindAsync(owner.Id, server, cancellationToken)), null);
    }
}

/// <summary>A server by owner and name; its row is null when it was never started.</summary>
internal sealed record ServerTarget(UserRow Owner, string Name, ServerRow? Row)
{
    /// <summary>As upstream writes it in messages: <c>ada</c>, <c>ada:gpu</c>.</summary>
    public string LogName => Name.Length == 0 ? Owner.Name : $"{Owner.Name}:{Name}";
}

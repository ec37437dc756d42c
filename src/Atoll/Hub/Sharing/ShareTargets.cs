using Atoll.Accounts.Access;
using Atoll.Accounts.People;
using Atoll.Accounts.Sharing;
using Atoll.Platform.Http;

namespace Atoll.Hub.Sharing;

/// <summary>What the paths of sharing name, as far as the caller may know of it.</summary>
internal sealed class ShareTargets(Shares shares, Users users)
{
    /// <summary>
    /// The server's name as the path says it: <c>/shares/ada/gpu</c>; empty, for the default server, in <c>/shares/ada/</c>; null, for none, in
    /// <c>/shares/ada</c>. To routing the last two are the same.
    /// </summary>
    public static string? ServerOf(HttpContext http, string? routed) =>
        routed ?? (http.Request.Path.Value!.EndsWith('/') ? "" : null);

    /// <summary>Null when the caller may do this to the server, or, where the path names none, to all of the owner's.</summary>
    public static ApiError? Refuse(Caller caller, string scope, string owner, string? server) => server is null
        ? Targets.RefuseUser(caller, owner, scope)
        : Targets.RefuseServer(caller, owner, server, scope);

    /// <summary>The one server that a path must name; a refusal when it names none, or none that there is.</summary>
    public async Task<(SharedServer? Server, ApiError? Refusal)> FindServerAsync(
        string owner, string? server, CancellationToken cancellationToken)
    {
        if (server is null)
        {
            return (null, new ApiError(StatusCodes.Status405MethodNotAllowed));
        }

        return await shares.FindServerAsync(owner, server, cancellationToken) is { } found
            ? (found, null)
            : (null, NoServer(owner, server));
    }

    /// <summary>The list of one server, or of all of a user's.</summary>
    public async Task<(ShareList? List, ApiError? Refusal)> FindListAsync(string owner, string? server, CancellationToken cancellationToken)
    {
        if (server is not null)
        {
            var (found, refusal) = await FindServerAsync(owner, server, cancellationToken);
            return (found is null ? null : ShareList.OfServer(found.Id), refusal);
        }

        return await users.FindAsync(owner, cancellationToken) is { } user
            ? (ShareList.OfOwner(user.Id), null)
            : (null, new ApiError(StatusCodes.Status404NotFound));
    }

    /// <summary>404 as upstream words it.</summary>
    public static ApiError NoServer(string owner, string server) =>
        new(StatusCodes.Status404NotFound, $"No such server: {owner}/{server}");
}

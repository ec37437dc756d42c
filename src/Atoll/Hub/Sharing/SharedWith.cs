using Atoll.Accounts.Access;
using Atoll.Accounts.Sharing;
using Atoll.Platform.Http;

namespace Atoll.Hub.Sharing;

/// <summary>
/// <c>/users/{name}/shared</c> and <c>/groups/{name}/shared</c>, each with <c>/{owner}/{server}</c>: what others share with somebody, who may
/// always give it up.
/// </summary>
internal sealed class SharedWith(Shares shares, Sharees sharees, ServerShares answers)
{
    public const string ReadOfUser = "read:users:shares";
    public const string OfUser = "users:shares";
    public const string ReadOfGroup = "read:groups:shares";
    public const string OfGroup = "groups:shares";

    /// <summary>GET: everything that is shared with a user, or with a group of theirs.</summary>
    public async Task<IResult> ListOfUserAsync(HttpContext http, string name, CancellationToken cancellationToken)
    {
        if (Targets.RefuseUser(http.Caller(), name, ReadOfUser) is { } refusal)
        {
            return refusal;
        }

        return await sharees.FindUserAsync(name, cancellationToken) is { UserId: { } id }
            ? await answers.PageAsync(http, ShareList.WithUser(id), cancellationToken)
            : new ApiError(StatusCodes.Status404NotFound, $"No such user: {name}");
    }

    /// <summary>GET: everything that is shared with a group.</summary>
    public async Task<IResult> ListOfGroupAsync(HttpContext http, string name, CancellationToken cancellationToken)
    {
        if (RefuseGroup(http.Caller(), name, ReadOfGroup) is { } refusal)
        {
            return refusal;
        }

        return await sharees.FindGroupAsync(name, cancellationToken) is { GroupId: { } id }
            ? await answers.PageAsync(http, ShareList.WithGroup(id), cancellationToken)
            : new ApiError(StatusCodes.Status404NotFound, $"No such group: {name}");
    }

    /// <summary>GET: one server, as it is shared with this user themselves.</summary>
    public async Task<IResult> OneOfUserAsync(HttpContext http, SharedPath path, CancellationToken cancellationToken) =>
        Targets.RefuseUser(http.Caller(), path.Name, ReadOfUser)
        ?? await ReadAsync(path, "user", await sharees.FindUserAsync(path.Name, cancellationToken), cancellationToken);

    /// <summary>GET: one server, as it is shared with this group.</summary>
    public async Task<IResult> OneOfGroupAsync(HttpContext http, SharedPath path, CancellationToken cancellationToken)
    {
        if (RefuseGroup(http.Caller(), path.Name, ReadOfGroup) is { } refusal)
        {
            return refusal;
        }

        return await sharees.FindGroupAsync(path.Name, cancellationToken) is { } group
            ? await ReadAsync(path, "group", group, cancellationToken)
            : new ApiError(StatusCodes.Status404NotFound, $"No such group: {path.Name}");
    }

    /// <summary>DELETE: a user does not want it any more.</summary>
    public async Task<IResult> LeaveAsUserAsync(HttpContext http, SharedPath path, CancellationToken cancellationToken) =>
        Targets.RefuseUser(http.Caller(), path.Name, OfUser)
        ?? await LeaveAsync(path, "user", await sharees.FindUserAsync(path.Name, cancellationToken), cancellationToken);

    /// <summary>DELETE: a group does not want it any more.</summary>
    public async Task<IResult> LeaveAsGroupAsync(HttpContext http, SharedPath path, CancellationToken cancellationToken)
    {
        if (RefuseGroup(http.Caller(), path.Name, OfGroup) is { } refusal)
        {
            return refusal;
        }

        return await sharees.FindGroupAsync(path.Name, cancellationToken) is { } group
            ? await LeaveAsync(path, "group", group, cancellationToken)
            : new ApiError(StatusCodes.Status404NotFound, $"No such group: {path.Name}");
    }

    private async Task<IResult> ReadAsync(SharedPath path, string kind, Sharee? sharee, CancellationToken cancellationToken) =>
        await FindAsync(path, sharee, cancellationToken) is { } share ? answers.Answer(share) : NoShare(path, kind);

    private async Task<IResult> LeaveAsync(SharedPath path, string kind, Sharee? sharee, CancellationToken cancellationToken)
    {
        if (await FindAsync(path, sharee, cancellationToken) is not { } share)
        {
            return NoShare(path, kind);
        }

        await shares.RevokeAsync(share.Server, sharee!, scopes: null, cancellationToken);
        return TypedResults.NoContent();
    }

    private async Task<(ShareRow Share, SharedServer Server)?> FindAsync(SharedPath path, Sharee? sharee, CancellationToken cancellationToken) =>
        sharee is not null && path.Server is not null && await shares.FindServerAsync(path.Owner, path.Server, cancellationToken) is { } server
            ? await shares.FindAsync(server, sharee, cancellationToken)
            : null;

    private static ApiError NoShare(SharedPath path, string kind) =>
        new(StatusCodes.Status404NotFound, $"No such share for {kind} {path.Name} on {path.Owner}/{path.Server}");

    private static ApiError? RefuseGroup(Caller caller, string group, string scope) => caller.Scopes.AllowsGroup(scope, group)
        ? null
        : new ApiError(StatusCodes.Status404NotFound, ApiError.NotFoundOrHidden);
}

/// <summary>What such a path names.</summary>
/// <param name="Name">The user or group that it is shared with.</param>
/// <param name="Owner">The server's owner.</param>
/// <param name="Server">The server's name; empty for the default one, null when the path ends before it.</param>
internal sealed record SharedPath(string Name, string Owner, string? Server);

using Atoll.Platform.Http;

namespace Atoll.Accounts.Access;

/// <summary>
/// Whether the caller's scopes reach what a handler is about to touch (jupyterhub.md 1.1). Whether they have the scope at all was settled
/// by the endpoint's rule; one that is limited to others answers as if there were nothing, so that nobody learns what exists.
/// </summary>
internal static class Targets
{
    /// <summary>Null when the caller may do one of these to the user.</summary>
    public static ApiError? RefuseUser(Caller caller, string user, params IReadOnlyList<string> anyOf) =>
        Refuse(caller, anyOf, scope => caller.Scopes.Allows(scope, user));

    /// <summary>Null when the caller may do one of these to the server.</summary>
    public static ApiError? RefuseServer(Caller caller, string user, string server, params IReadOnlyList<string> anyOf) =>
        Refuse(caller, anyOf, scope => caller.Scopes.Allows(scope, user, server));

    /// <summary>Null when the caller may do one of these to the group.</summary>
    public static ApiError? RefuseGroup(Caller caller, string group, params IReadOnlyList<string> anyOf) =>
        Refuse(caller, anyOf, scope => caller.Scopes.AllowsGroup(scope, group));

    /// <summary>Null when the caller may do one of these to the service.</summary>
    public static ApiError? RefuseService(Caller caller, string service, params IReadOnlyList<string> anyOf) =>
        Refuse(caller, anyOf, scope => caller.Scopes.AllowsService(scope, service));

    private static ApiError? Refuse(Caller caller, IReadOnlyList<string> anyOf, Func<string, bool> allows)
    {
        if (anyOf.Any(allows))
        {
            return null;
        }

        return caller.Scopes.HasAny(anyOf)
            ? new ApiError(StatusCodes.Status404NotFound, ApiError.NotFoundOrHidden)
            : ApiError.MissingScopes([.. anyOf]);
    }
}

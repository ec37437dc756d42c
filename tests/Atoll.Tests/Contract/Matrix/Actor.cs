namespace Atoll.Tests.Contract.Matrix;

/// <summary>Who asks: the columns of the table, in their order.</summary>
internal enum Actor
{
    /// <summary>Nobody.</summary>
    Anonymous,

    /// <summary>The target's browser, as a page of somebody's server would use it: the cookie, but no XSRF token.</summary>
    Cookie,

    /// <summary>The target's browser with its XSRF token.</summary>
    Xsrf,

    /// <summary>The target (of a group: a member) by a token with all their rights.</summary>
    Self,

    /// <summary>Another user.</summary>
    Other,

    /// <summary>An administrator.</summary>
    Admin,

    /// <summary>A service without roles.</summary>
    Service,

    /// <summary>A service with the role admin.</summary>
    AdminService,

    /// <summary>A token of an administrator with exactly the row's scope. So are all that follow up to <see cref="Stranger"/>.</summary>
    Exact,

    /// <summary>The scope for the target alone.</summary>
    Target,

    /// <summary>The scope for another target alone.</summary>
    Another,

    /// <summary>The scope for a group that the target is in.</summary>
    Member,

    /// <summary>The scope for a group that the target is not in.</summary>
    Stranger,

    /// <summary>The token of the target's own server.</summary>
    Server,

    /// <summary>An administrator's token that has expired.</summary>
    Expired,

    /// <summary>An administrator's token that was revoked.</summary>
    Revoked,
}

namespace Atoll.Proxy;

/// <summary>
/// Says whether the bearer of a token may use a resource. Two implementations: in the hub's own process, and over the hub's API for a
/// proxy that runs alone. It knows nothing of cookies: those the proxy checks by itself, and asks only about those that went stale.
/// </summary>
internal interface IAccessCheck
{
    ValueTask<AccessAnswer> CheckAsync(AccessQuestion question, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a session that the hub let in before may use the resource still. Asked when its cookie was not renewed for longer than it is
    /// good for: a laptop slept, and the notebook open on it must be able to save. Default: no, the person goes through the hub again.
    /// </summary>
    ValueTask<bool> MayStillAsync(string resource, Subject subject, CancellationToken cancellationToken) => ValueTask.FromResult(false);
}

/// <param name="Resource">The route's <see cref="Core.Routing.Route.Resource"/>.</param>
/// <param name="Token">The token as sent. Never log it.</param>
internal sealed record AccessQuestion(string Resource, string Token);

/// <summary>What the access check found.</summary>
internal abstract record AccessAnswer
{
    private AccessAnswer()
    {
    }

    /// <summary>The caller is known and may.</summary>
    public sealed record Allow(Subject Subject) : AccessAnswer;

    /// <summary>The caller is known and may not: answered 404, so that nobody learns what exists.</summary>
    public sealed record Deny : AccessAnswer;

    /// <summary>Nobody holds this token; it may be one of the server's own.</summary>
    public sealed record Unknown : AccessAnswer;
}

/// <summary>Who acts, and by which names that can be revoked.</summary>
/// <param name="UserId">Revoked as <c>user:ID</c>; null for services, which are revoked by their tokens.</param>
/// <param name="UserName">What targets are told; null for services, lest one be taken for the user of that name.</param>
/// <param name="SessionId">Revoked as <c>session:ID</c>; null when no session is behind it.</param>
/// <param name="TokenId">Revoked as <c>token:ID</c>; null for cookies.</param>
internal sealed record Subject(long? UserId, string? UserName, string? SessionId = null, string? TokenId = null);

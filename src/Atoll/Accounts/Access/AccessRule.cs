namespace Atoll.Accounts.Access;

/// <summary>Who may call an endpoint. Each endpoint of the hub carries one; a test fails on any without.</summary>
internal sealed record AccessRule
{
    /// <summary>Any of these scopes, with whatever filter: handlers check the target. Empty: no scope is needed.</summary>
    public IReadOnlyList<string> AnyOf { get; init; } = [];

    /// <summary>The scope counts only without a filter: it is about no one thing that a filter could be for.</summary>
    public bool IsWhole { get; init; }

    /// <summary>What a refusal says is needed, where that is not <see cref="AnyOf"/>.</summary>
    public IReadOnlyList<string>? Told { get; init; }

    /// <summary>Somebody must be signed in or show a token.</summary>
    public required bool NeedsCaller { get; init; }

    /// <summary>A page for browsers: redirects to the sign-in page, knows cookies only, and answers in HTML.</summary>
    public bool IsPage { get; init; }

    /// <summary>The handler looks at the XSRF token itself, or has no use for one (no cookie counts there).</summary>
    public bool ChecksXsrfItself { get; init; }
}

/// <summary>How endpoints say who may call them.</summary>
internal static class AccessRuleExtensions
{
    /// <summary>API: any of these scopes, filtered or not.</summary>
    public static TBuilder NeedsScope<TBuilder>(this TBuilder endpoint, params string[] anyOf)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AccessRule { AnyOf = anyOf, NeedsCaller = true });

    /// <summary>API: this scope without any filter (GHSA-69wv-m5fw-2fhp): a right over some makes no others.</summary>
    public static TBuilder NeedsWhole<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AccessRule { AnyOf = [scope], IsWhole = true, NeedsCaller = true });

    /// <summary>API: a part of a scope that includes it. Refusals name the whole, as JupyterHub 5 has no parts of it.</summary>
    public static TBuilder NeedsPart<TBuilder>(this TBuilder endpoint, string part, string of)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AccessRule { AnyOf = [part], Told = [of], NeedsCaller = true });

    /// <summary>API: any valid token or session.</summary>
    public static TBuilder NeedsCaller<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AccessRule { NeedsCaller = true });

    /// <summary>API: anybody; the caller is known to the handler if they showed something valid.</summary>
    public static TBuilder AllowsAnyone<TBuilder>(this TBuilder endpoint, bool checksXsrfItself = false)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AccessRule { NeedsCaller = false, ChecksXsrfItself = checksXsrfItself });

    /// <summary>Page: others are sent to sign in first and come back afterwards.</summary>
    public static TBuilder NeedsSignIn<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AccessRule { NeedsCaller = true, IsPage = true });

    /// <summary>Page: anybody.</summary>
    public static TBuilder IsPublicPage<TBuilder>(this TBuilder endpoint, bool checksXsrfItself = false)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AccessRule { NeedsCaller = false, IsPage = true, ChecksXsrfItself = checksXsrfItself });
}

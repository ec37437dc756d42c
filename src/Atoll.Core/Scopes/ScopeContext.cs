namespace Atoll.Core.Scopes;

/// <summary>Whose scopes they are, and for which server or service a token was issued: what <c>self</c> and bare filters stand for.</summary>
/// <param name="User">The owner; null when that is a service.</param>
/// <param name="Server">The server that a token was issued to, as <c>user/server</c>.</param>
/// <param name="Service">The service that a token was issued to; without a user, the owner itself.</param>
public sealed record ScopeContext(string? User, string? Server = null, string? Service = null)
{
    /// <summary>What a service may do by itself.</summary>
    public static ScopeContext OfService(string name) => new(User: null, Service: name);

    /// <summary>What saying who one is takes: every token may.</summary>
    public IReadOnlyList<Scope> Identify =>
        User is not null ? [Own("read:users:name", User), Own("read:users:groups", User)]
        : Service is not null ? [new Scope("read:services:name", new ScopeFilter(FilterKind.Service, Service))]
        : [];

    /// <summary>Entering what the token was issued to: its holder may, as long as the owner may.</summary>
    public IReadOnlyList<Scope> Access =>
        Server is not null ? [new Scope("access:servers", new ScopeFilter(FilterKind.Server, Server))]
        : User is not null && Service is not null ? [new Scope("access:services", new ScopeFilter(FilterKind.Service, Service))]
        : [];

    /// <summary>The filter with its name; null when it is bare and there is nothing to stand for.</summary>
    internal ScopeFilter? Resolve(ScopeFilter filter) => (filter.IsBare, filter.Kind) switch
    {
        (false, _) => filter,
        (true, FilterKind.User) => Named(filter, User),
        (true, FilterKind.Server) => Named(filter, Server),
        (true, FilterKind.Service) => Named(filter, Service),
        _ => null,
    };

    private static ScopeFilter? Named(ScopeFilter bare, string? name) => name is null ? null : bare with { Value = name };

    private static Scope Own(string scope, string user) => new(scope, ScopeFilter.User(user));
}

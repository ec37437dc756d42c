using Atoll.Accounts.Services;
using Atoll.Core.Scopes;

namespace Atoll.Accounts.People;

/// <summary>Whoever holds tokens: a user or a service.</summary>
internal sealed record Principal
{
    private Principal()
    {
    }

    /// <summary>Null when it is a service.</summary>
    public UserRow? User { get; private init; }

    /// <summary>Null when it is a user.</summary>
    public ServiceRow? Service { get; private init; }

    /// <summary>Unique among users, or among services: a service may be called as a user is.</summary>
    public string Name => User?.Name ?? Service!.Name;

    public bool Admin => User?.Admin ?? Service!.Admin;

    /// <summary>What <c>self</c> and bare filters mean in this one's scopes.</summary>
    public ScopeContext ScopeContext => User is not null ? new ScopeContext(User.Name) : ScopeContext.OfService(Service!.Name);

    public static Principal Of(UserRow user) => new() { User = user };

    public static Principal Of(ServiceRow service) => new() { Service = service };
}

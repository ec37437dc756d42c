using Atoll.Accounts.People;
using Atoll.Core.Scopes;

namespace Atoll.Accounts.Access;

/// <summary>Saying who one is: every token can.</summary>
internal static class IdentifyScopes
{
    public static ScopeSet Of(Principal owner) => owner.User is { } user
        ? ScopeRules.Identify(new ScopeContext(user.Name))
        : new ScopeSet([new Scope("read:services:name", new ScopeFilter(FilterKind.Service, owner.Name))]);
}

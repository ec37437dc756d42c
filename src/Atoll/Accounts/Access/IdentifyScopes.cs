using Atoll.Accounts.People;
using Atoll.Core.Scopes;

namespace Atoll.Accounts.Access;

/// <summary>Saying who one is: every token can.</summary>
internal static class IdentifyScopes
{
    public static ScopeSet Of(Principal owner) => ScopeRules.Identify(owner.ScopeContext);
}

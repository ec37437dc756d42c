using Atoll.Accounts.Access;
using Atoll.Accounts.People;
using Atoll.Core.Scopes;

namespace Atoll.TestKit;

/// <summary>What a user may do who is in no group and with whom nothing is shared.</summary>
internal static class TestRights
{
    public static Rights Of(UserRow user)
    {
        var roles = DefaultRoles.Of(user.Admin);
        var written = ScopeLines.Join(roles.SelectMany(role => role.Scopes));
        var owner = Principal.Of(user);
        return new Rights
        {
            Owner = owner,
            Book = RoleBook.Standard,
            Roles = roles,
            Written = written,
            Scopes = KnownScopes.OfOwner(owner, RoleBook.Standard, written, isMember: null),
        };
    }
}

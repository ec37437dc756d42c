using Atoll.Accounts.People;
using Atoll.Core.Scopes;
using Atoll.OAuth;
using Atoll.TestKit;
using Atoll.Tests.Core.Scopes;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Atoll.Tests.OAuth;

/// <summary>Whatever a client is allowed, asks for and has confirmed: nobody gets more than the client may have, nor than the user has.</summary>
public sealed class OAuthLawsTests
{
    private static readonly RoleBook _book = new(ScopeWorld.Catalog, []);

    [Fact]
    public void Granted_is_never_more_than_the_client_and_the_user_may() => Prop
        .ForAll(Arb.From(Case()), one =>
        {
            var scopes = ScopesOf(one);
            var grantable = scopes.Grantable(one.Asked);
            var granted = grantable is null || one.Chosen is null ? grantable : scopes.Chosen(grantable, one.Chosen);
            return granted is null || IsWithin(granted, one);
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(600));

    [Fact]
    public void Some_are_granted_something_besides_identity() => Assert.Contains(
        Case().Sample(10, 200), one => ScopesOf(one).Grantable(one.Asked) is { } granted && granted.Scopes.Except(Identity.Scopes).Any());

    private static ScopeSet Identity => ScopeRules.Identify(new ScopeContext("ada"));

    private static bool IsWithin(ScopeSet granted, OneCase one)
    {
        var isServer = one.Entry.StartsWith("access:servers", StringComparison.Ordinal);
        var context = new ScopeContext("ada", isServer ? "bob/gpu" : null, isServer ? null : "grader");
        var client = ScopeRules.Expand([.. one.Allowed, one.Entry], context, ScopeWorld.IsMember, ScopeWorld.Catalog).Union(Identity);
        // It stands for all that the user may, and is the client's to have or not.
        var allowed = ScopeWorld.Allowed(new ScopeSet(granted.Scopes.Where(scope => scope.Name != ScopeTable.Inherit), ScopeWorld.IsMember));
        return (!granted.Has(ScopeTable.Inherit) || one.Allowed.Contains(ScopeTable.Inherit))
            && allowed.IsSubsetOf(ScopeWorld.Allowed(client)) && allowed.IsSubsetOf(ScopeWorld.Allowed(one.User.Union(Identity)));
    }

    private static OAuthScopes ScopesOf(OneCase one) => new(
        _book,
        new OAuthClient
        {
            Id = "", SecretHash = "", RedirectUri = "", Description = "", AccessScope = one.Entry, AllowedScopes = ScopeLines.Join(one.Allowed),
        },
        TestRights.Of(new UserRow { Id = 1, Name = "ada" }) with { Scopes = one.User, IsMember = ScopeWorld.IsMember });

    private static Gen<OneCase> Case() =>
        from allowed in ScopeWorld.WrittenList
        from rest in ScopeWorld.WrittenList
        from isAsked in Gen.Elements(true, true, false)
        from chosen in ScopeWorld.WrittenList
        from isChosen in Gen.Elements(true, false)
        from user in ScopeWorld.Set
        from entry in Gen.Elements("access:servers!server=bob/gpu", "access:services!service=grader")
        from subset in Gen.Elements(true, true, false)
        let asked = subset ? allowed.Take(2) : rest
        select new OneCase([.. allowed], isAsked ? [.. asked] : null, isChosen ? [.. chosen.Concat(asked)] : null, user, entry);

    private sealed record OneCase(
        IReadOnlyList<string> Allowed, IReadOnlyList<string>? Asked, IReadOnlyList<string>? Chosen, ScopeSet User, string Entry);
}

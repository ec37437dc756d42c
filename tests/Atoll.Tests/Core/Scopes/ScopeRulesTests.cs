using Atoll.Core.Scopes;
using Xunit;

namespace Atoll.Tests.Core.Scopes;

public sealed class ScopeRulesTests
{
    private static readonly ScopeContext _ada = new("ada");

    [Fact]
    public void User_may_do_everything_with_their_own()
    {
        var scopes = ScopeRules.OfUser("ada", DefaultRoles.Of(admin: false));

        Assert.Equal(
            [
                "access:servers!user=ada", "delete:servers!user=ada", "read:servers!user=ada", "read:shares!user=ada", "read:tokens!user=ada",
                "read:users!user=ada", "read:users:activity!user=ada", "read:users:groups!user=ada", "read:users:name!user=ada",
                "read:users:shares!user=ada", "servers!user=ada", "start:servers!user=ada", "tokens!user=ada", "users:activity!user=ada",
                "users:shares!user=ada",
            ],
            scopes.ToStrings());
        Assert.True(scopes.Allows("servers", "ada", "gpu"));
        Assert.False(scopes.Allows("servers", "bob", ""));
    }

    [Fact]
    public void Administrator_may_do_it_for_everybody()
    {
        var scopes = ScopeRules.OfUser("root", DefaultRoles.Of(admin: true));

        Assert.All(["servers", "access:servers", "read:users", "tokens", "users:activity"], name => Assert.True(scopes.Allows(name, "ada")));
        Assert.Contains("admin-ui", scopes.ToStrings());
        Assert.DoesNotContain("read:users!user=root", scopes.ToStrings());
    }

    [Theory]
    [InlineData("servers!user", "delete:servers!user=ada read:servers!user=ada read:users:name!user=ada servers!user=ada start:servers!user=ada")]
    [InlineData("servers!server=ada/", "delete:servers!server=ada/ read:servers!server=ada/ servers!server=ada/ start:servers!server=ada/")]
    [InlineData("access:servers!server", "")]
    [InlineData("read:users!server=ada/", "")]
    [InlineData("inherit", "")]
    [InlineData("(no_scope)", "")]
    [InlineData("no-such-scope", "")]
    public void Expands(string written, string expanded) =>
        Assert.Equal(expanded, ScopeRules.Expand([written], _ada).ToString());

    [Fact]
    public void Token_of_a_server_reports_activity_and_enters_its_server_and_no_more()
    {
        var owner = ScopeRules.OfUser("ada", DefaultRoles.Of(admin: true));

        var scopes = ScopeRules.OfToken(DefaultRoles.Server.Scopes, owner, new ScopeContext("ada", "ada/gpu"));

        Assert.Equal(
            [
                "access:servers!server=ada/gpu", "read:users:activity!user=ada", "read:users:groups!user=ada", "read:users:name!user=ada",
                "users:activity!user=ada",
            ],
            scopes.ToStrings());
    }

    [Fact]
    public void Token_that_inherits_has_what_its_owner_has_now()
    {
        var admin = ScopeRules.OfUser("ada", DefaultRoles.Of(admin: true));
        var user = ScopeRules.OfUser("ada", DefaultRoles.Of(admin: false));

        Assert.Equal(admin.Union(ScopeRules.Identify(_ada)).ToStrings(), ScopeRules.OfToken(["inherit"], admin, _ada).ToStrings());
        Assert.Equal(user.ToStrings(), ScopeRules.OfToken(["inherit"], user, _ada).ToStrings());
    }

    [Fact]
    public void Token_says_who_it_is_and_else_only_what_both_allow()
    {
        var owner = ScopeRules.OfUser("ada", DefaultRoles.Of(admin: false));

        Assert.Equal("read:users:groups!user=ada read:users:name!user=ada", ScopeRules.OfToken(["servers!user=bob", "proxy"], owner, _ada).ToString());
        Assert.True(ScopeRules.OfToken(["access:servers"], owner, _ada).Allows("access:servers", "ada", ""));
        Assert.False(ScopeRules.OfToken(["access:servers"], owner, _ada).Allows("access:servers", "bob", ""));
    }

    [Fact]
    public void Removing_a_role_never_adds_anything()
    {
        var written = ScopeCatalog.Standard.All.Select(scope => scope.Name).SelectMany(name => new[] { name, $"{name}!user", $"{name}!server=bob/" }).ToList();
        var admin = ScopeRules.OfUser("ada", DefaultRoles.Of(admin: true));
        var user = ScopeRules.OfUser("ada", DefaultRoles.Of(admin: false));
        var nobody = ScopeRules.OfUser("ada", []);

        foreach (var one in written)
        {
            var before = ScopeRules.OfToken([one], admin, _ada);
            var after = ScopeRules.OfToken([one], user, _ada);
            AssertNoMore(after, before);
            AssertNoMore(ScopeRules.OfToken([one], nobody, _ada), after);
        }

        static void AssertNoMore(ScopeSet after, ScopeSet before)
        {
            foreach (var (name, user, server) in Targets())
            {
                Assert.False(after.Allows(name, user, server) && !before.Allows(name, user, server), $"{name} {user}/{server}");
            }
        }

        static IEnumerable<(string, string, string)> Targets() =>
            from scope in ScopeCatalog.Standard.All from user in new[] { "ada", "bob" } from server in new[] { "", "gpu" } select (scope.Name, user, server);
    }
}

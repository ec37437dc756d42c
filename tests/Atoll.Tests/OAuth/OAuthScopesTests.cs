using Atoll.Accounts.Access;
using Atoll.Accounts.People;
using Atoll.OAuth;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.OAuth;

public sealed class OAuthScopesTests
{
    private const string Identity = "read:users:groups!user=bob read:users:name!user=bob";

    [Theory]
    [InlineData("", "", "access:servers!server=ada/gpu")]
    [InlineData("", "identify", "access:servers!server=ada/gpu")]
    [InlineData("", "proxy", "access:servers!server=ada/gpu")]
    [InlineData("tokens!user", "", "access:servers!server=ada/gpu read:tokens!user=bob tokens!user=bob")]
    [InlineData("tokens!user", "read:tokens!user", "access:servers!server=ada/gpu read:tokens!user=bob")]
    [InlineData("tokens", "tokens!user=cleo", "access:servers!server=ada/gpu read:tokens!user=cleo tokens!user=cleo")]
    [InlineData("tokens!user", "tokens", "access:servers!server=ada/gpu read:tokens!user=bob tokens!user=bob")]
    [InlineData("delete:servers!server", "", "access:servers!server=ada/gpu delete:servers!server=ada/gpu")]
    [InlineData("inherit", "inherit", "access:servers!server=ada/gpu")]
    public void Grants_what_client_and_user_both_may(string allowed, string asked, string granted) =>
        Assert.Equal(Sorted($"{granted} {Identity}"), OAuthScopes.Grantable(Client(allowed), Bob(admin: true), OAuthScopes.Split(asked)).ToString());

    [Fact]
    public void User_without_the_right_does_not_get_it_through_the_client()
    {
        Assert.Equal(Identity, OAuthScopes.Grantable(Client("proxy"), Bob(admin: false), []).ToString());
        Assert.False(OAuthScopes.MayEnter(Client(""), Bob(admin: false)));
        Assert.True(OAuthScopes.MayEnter(Client(""), Bob(admin: true)));
    }

    [Fact]
    public void Shown_are_the_widest_alone()
    {
        var shown = OAuthScopes.Shown(OAuthScopes.Grantable(Client("servers!user tokens!user"), Bob(admin: true), []), "bob");

        Assert.Equal(
            ["access:servers!server=ada/gpu", "servers!user=bob", "tokens!user=bob"], shown.Select(scope => scope.ToString()));
    }

    [Fact]
    public void Covered_only_when_nothing_is_missing()
    {
        var wanted = OAuthScopes.Grantable(Client("tokens!user"), Bob(admin: true), []);

        Assert.True(OAuthScopes.Cover([.. wanted.ToStrings(), "more"], wanted));
        Assert.False(OAuthScopes.Cover(wanted.ToStrings().Skip(1), wanted));
        Assert.False(OAuthScopes.Cover([], wanted));
    }

    private static Caller Bob(bool admin) => Caller.OfPassword(TestRights.Of(new UserRow { Id = 2, Name = "bob", Admin = admin }));

    private static OAuthClient Client(string allowed) => new()
    {
        Id = "jupyterhub-user-ada-gpu", SecretHash = "", RedirectUri = "", Description = "", AccessScope = "access:servers!server=ada/gpu", UserId = 1,
        AllowedScopes = allowed,
    };

    private static string Sorted(string scopes) => string.Join(' ', OAuthScopes.Split(scopes).Order(StringComparer.Ordinal));
}

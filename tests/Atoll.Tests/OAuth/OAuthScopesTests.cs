using Atoll.Accounts.People;
using Atoll.Core.Scopes;
using Atoll.OAuth;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.OAuth;

public sealed class OAuthScopesTests
{
    private const string Identity = "read:users:groups!user=bob read:users:name!user=bob";
    private const string Entry = "access:servers!server=ada/gpu";

    /// <summary>Allowed by the client (separated by blanks), asked for (null: nothing was said), granted besides identity; null when refused.</summary>
    [Theory]
    [InlineData("", null, Entry)]
    [InlineData("", "identify", Entry)]
    [InlineData("tokens!user", null, Entry + " read:tokens!user=bob tokens!user=bob")]
    [InlineData("tokens!user", "identify", Entry)]
    [InlineData("tokens!user", "identify read:tokens!user", Entry + " read:tokens!user=bob")]
    [InlineData("tokens", "tokens!user=cleo", Entry + " read:tokens!user=cleo tokens!user=cleo")]
    [InlineData("delete:servers!server", null, Entry + " delete:servers!server=ada/gpu")]
    [InlineData("delete:servers!service", null, Entry)]
    [InlineData("inherit", null, Entry + " inherit")]
    [InlineData("inherit", "inherit", Entry + " inherit")]
    [InlineData("users:activity!user", "users:activity!user", Entry + " read:users:activity!user=bob users:activity!user=bob")]
    [InlineData("users:activity!user access:servers!server", "server", Entry + " read:users:activity!user=bob users:activity!user=bob")]
    [InlineData("", Entry, Entry)]
    // More than the client may, whatever the user has.
    [InlineData("", "proxy", null)]
    [InlineData("tokens!user", "tokens", null)]
    [InlineData("inherit", "tokens!user", null)]
    [InlineData("tokens!user", "inherit", null)]
    [InlineData("", "access:servers!user=ada", null)]
    // Neither scopes nor roles.
    [InlineData("proxy", "nonsense", null)]
    [InlineData("proxy", "proxy nonsense", null)]
    [InlineData("proxy", "proxy server", null)]
    [InlineData("", "user", null)]
    [InlineData("", "", null)]
    public void Grants_what_client_and_user_both_may(string allowed, string? asked, string? granted)
    {
        var grantable = Of(allowed, admin: true).Grantable(asked?.Split(' '));

        Assert.Equal(granted is null ? null : Sorted($"{granted} {Identity}"), grantable?.ToString());
    }

    [Fact]
    public void User_without_the_right_does_not_get_it_through_the_client()
    {
        Assert.Equal(Identity, Of("proxy", admin: false).Grantable(null)!.ToString());
        Assert.False(Of("", admin: false).MayEnter());
        Assert.True(Of("", admin: true).MayEnter());
    }

    [Theory]
    [InlineData("access:services", true)]
    [InlineData("access:services!service=dask", true)]
    [InlineData("access:services!service=other", false)]
    [InlineData("access:servers", false)]
    [InlineData("", false)]
    public void Service_is_entered_with_access_to_it(string role, bool may)
    {
        var rights = TestRights.Of(new UserRow { Id = 2, Name = "bob" });
        var scopes = new ScopeSet(ScopeCatalog.Standard.TryParse(role, out var scope) ? [scope] : []);
        var client = Client("") with { AccessScope = "access:services!service=dask", AllowedScopes = "read:services!service" };

        var one = new OAuthScopes(RoleBook.Standard, client, rights with { Scopes = scopes });

        Assert.Equal(may, one.MayEnter());
        Assert.Equal(may, one.Grantable(null)!.AllowsService("access:services", "dask"));
    }

    [Fact]
    public void Shown_are_the_widest_alone()
    {
        var scopes = Of("servers!user tokens!user", admin: true);

        Assert.Equal([Entry, "servers!user=bob", "tokens!user=bob"], scopes.Shown(scopes.Grantable(null)!).Select(scope => scope.ToString()));
    }

    [Fact]
    public void Everything_the_user_may_is_shown_as_one()
    {
        var scopes = Of("inherit tokens!user", admin: true);

        Assert.Equal(["inherit"], scopes.Shown(scopes.Grantable(null)!).Select(scope => scope.ToString()));
    }

    [Theory]
    [InlineData("", Entry)]
    [InlineData("tokens!user=bob", Entry + " read:tokens!user=bob tokens!user=bob")]
    [InlineData("read:tokens!user=bob", Entry + " read:tokens!user=bob")]
    [InlineData("servers!user=bob", null)]
    [InlineData("nonsense", null)]
    public void What_was_left_in_the_form_is_granted(string chosen, string? granted)
    {
        var scopes = Of("tokens!user", admin: true);
        var form = chosen.Length == 0 ? [] : new[] { chosen };

        var result = scopes.Chosen(scopes.Grantable(null)!, form);

        Assert.Equal(granted is null ? null : Sorted($"{granted} {Identity}"), result?.ToString());
    }

    [Fact]
    public void The_form_grants_no_more_than_was_asked_for()
    {
        var scopes = Of("tokens!user proxy", admin: true);

        var result = scopes.Chosen(scopes.Grantable(["proxy"])!, ["proxy", "tokens!user"])!;

        Assert.True(result.Has("proxy"));
        Assert.False(result.Has("tokens"));
    }

    [Fact]
    public void Covered_only_when_nothing_is_missing()
    {
        var wanted = Of("tokens!user", admin: true).Grantable(null)!;

        Assert.True(OAuthScopes.Cover([.. wanted.ToStrings(), "more"], wanted));
        Assert.False(OAuthScopes.Cover(wanted.ToStrings().Skip(1), wanted));
        Assert.False(OAuthScopes.Cover([], wanted));
    }

    private static OAuthScopes Of(string allowed, bool admin) =>
        new(RoleBook.Standard, Client(allowed), TestRights.Of(new UserRow { Id = 2, Name = "bob", Admin = admin }));

    private static OAuthClient Client(string allowed) => new()
    {
        Id = "jupyterhub-user-ada-gpu", SecretHash = "", RedirectUri = "", Description = "", AccessScope = Entry, UserId = 1,
        AllowedScopes = ScopeLines.Join(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    };

    private static string Sorted(string scopes) => string.Join(' ', scopes.Split(' ').Order(StringComparer.Ordinal));
}

using Atoll.Core.Scopes;
using Xunit;

namespace Atoll.Tests.Core.Scopes;

public sealed class ScopeTests
{
    [Theory]
    [InlineData("servers", FilterKind.None, "")]
    [InlineData("servers!user=ada", FilterKind.User, "ada")]
    [InlineData("servers!user", FilterKind.User, "")]
    [InlineData("access:servers!server=ada/", FilterKind.Server, "ada/")]
    [InlineData("access:servers!server=ada/gpu", FilterKind.Server, "ada/gpu")]
    [InlineData("access:servers!server", FilterKind.Server, "")]
    [InlineData("list:users!group=physics", FilterKind.Group, "physics")]
    [InlineData("access:services!service=grader", FilterKind.Service, "grader")]
    [InlineData("access:services!service", FilterKind.Service, "")]
    [InlineData("self", FilterKind.None, "")]
    public void Parses_and_writes_the_same(string text, FilterKind kind, string value)
    {
        Assert.True(Scope.TryParse(text, out var scope));
        Assert.Equal(new ScopeFilter(kind, value), scope.Filter);
        Assert.Equal(text, scope.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("servers!")]
    [InlineData("servers!user=")]
    [InlineData("servers!group")]
    [InlineData("servers!group=")]
    [InlineData("servers!server=ada")]
    [InlineData("servers!server=/x")]
    [InlineData("servers!planet=mars")]
    [InlineData("self!user=ada")]
    [InlineData("inherit!user")]
    [InlineData("!user=ada")]
    public void Refuses(string text) => Assert.False(Scope.TryParse(text, out _));

    [Fact]
    public void Every_scope_that_another_includes_exists_and_has_a_description()
    {
        foreach (var scope in ScopeTable.All)
        {
            Assert.NotEmpty(scope.Description);
            Assert.All(scope.Includes, name => Assert.True(ScopeTable.IsKnown(name), name));
        }

        Assert.All(ScopeTable.SelfScopes, name => Assert.True(ScopeTable.IsKnown(name), name));
        Assert.All(DefaultRoles.All.SelectMany(role => role.Scopes), text => Assert.True(Scope.TryParse(text, out _), text));
    }

    [Theory]
    [InlineData("servers", "delete:servers read:servers read:users:name servers start:servers")]
    [InlineData("list:users", "list:users read:users:name")]
    [InlineData("users", "list:users read:users read:users:activity read:users:groups read:users:name users users:activity")]
    [InlineData("tokens", "read:tokens tokens")]
    [InlineData("proxy", "proxy")]
    [InlineData("admin:groups", "admin:groups delete:groups groups list:groups read:groups read:groups:name read:roles:groups")]
    [InlineData("shares",
        "access:servers groups:shares read:groups:shares read:shares read:users:shares shares users:shares")]
    public void Includes_all_that_follows(string name, string closure) =>
        Assert.Equal(closure, string.Join(' ', ScopeTable.Closure(name).Order(StringComparer.Ordinal)));
}

using Atoll.Core.Scopes;
using Xunit;

namespace Atoll.Tests.Core.Scopes;

public sealed class ScopeTests
{
    [Theory]
    [InlineData("servers", FilterKind.None, "")]
    [InlineData("servers!user=ada", FilterKind.User, "ada")]
    [InlineData("servers!user=a!b=c", FilterKind.User, "a!b=c")]
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
        Assert.True(ScopeCatalog.Standard.TryParse(text, out var scope));
        Assert.Equal(new ScopeFilter(kind, value), scope.Filter);
        Assert.Equal(text, scope.ToString());
    }

    [Theory]
    [InlineData("")]
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
    public void Refuses_what_is_malformed(string text) => Assert.False(Scope.TryParse(text, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    [InlineData("nonsense!user=ada")]
    [InlineData("Servers")]
    [InlineData("custom:grades:read")]
    public void Refuses_what_nobody_knows(string? text) => Assert.False(ScopeCatalog.Standard.TryParse(text, out _));
}

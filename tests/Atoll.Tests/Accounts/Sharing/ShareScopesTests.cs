using Atoll.Accounts.Sharing;
using Atoll.Core.Scopes;
using Xunit;

namespace Atoll.Tests.Accounts.Sharing;

/// <summary>What may be given away of a server.</summary>
public sealed class ShareScopesTests
{
    [Theory]
    [InlineData("", "access:servers!server=ada/gpu")]
    [InlineData("access:servers", "access:servers!server=ada/gpu")]
    [InlineData("access:servers!server=ada/gpu", "access:servers!server=ada/gpu")]
    [InlineData("start:servers access:servers start:servers!server=ada/gpu", "access:servers!server=ada/gpu start:servers!server=ada/gpu")]
    public void Is_limited_to_the_server(string asked, string shared)
    {
        var (scopes, fault) = Of(asked);
        Assert.Null(fault);
        Assert.Equal(shared.Split(' '), scopes);
    }

    [Theory]
    [InlineData("access:servers!user=ada", "!user=ada not allowed on sharing access:servers!user=ada, only !server=ada/gpu")]
    [InlineData("access:servers!server=ada/", "!server=ada/ not allowed on sharing access:servers!server=ada/, only !server=ada/gpu")]
    [InlineData("access:servers access:servers!server=bob/gpu", "!server=bob/gpu not allowed on sharing access:servers!server=bob/gpu, only !server=ada/gpu")]
    [InlineData("access:servers!server", "!server not allowed on sharing access:servers!server, only !server=ada/gpu")]
    [InlineData("access:everything", "Scope 'access:everything' does not exist")]
    public void Is_nothing_else(string asked, string reason)
    {
        var (scopes, fault) = Of(asked);
        Assert.Empty(scopes);
        Assert.Equal(reason, fault);
    }

    [Fact]
    public void Taking_back_without_a_limit_means_this_server()
    {
        Assert.Null(ShareScopes.ToRevoke(null, "ada", ""));
        Assert.Equal(
            ["access:servers!server=ada/", "servers!user=ada"], ShareScopes.ToRevoke(["access:servers", "servers!user=ada"], "ada", "")!);
    }

    [Fact]
    public void Operators_own_scopes_can_be_shared_as_long_as_they_are_there()
    {
        var catalog = ScopeCatalog.Standard.With([new ScopeDefinition("custom:lab:read", "read the lab book", [])]);
        string[] shared = ["access:servers!server=ada/", "custom:lab:read!server=ada/"];

        Assert.Equal(shared, ShareScopes.Of(["custom:lab:read", "access:servers"], "ada", "", catalog).Scopes);
        Assert.Equal("read the lab book", ShareScopes.Describe(shared, catalog).Last());
        Assert.Equal("Scope 'custom:lab:read' does not exist", ShareScopes.Of(["custom:lab:read"], "ada", "", ScopeCatalog.Standard).Fault);
        Assert.Single(ShareScopes.Describe(shared, ScopeCatalog.Standard));
    }

    private static (IReadOnlyList<string> Scopes, string? Fault) Of(string asked) =>
        ShareScopes.Of(asked.Split(' ', StringSplitOptions.RemoveEmptyEntries), "ada", "gpu", ScopeCatalog.Standard);
}

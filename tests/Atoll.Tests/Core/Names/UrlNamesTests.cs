using Atoll.Core.Names;
using Xunit;

namespace Atoll.Tests.Core.Names;

public sealed class UrlNamesTests
{
    [Theory]
    [InlineData("ada", "ada", "ada")]
    [InlineData("ada@example.org", "ada@example.org", "ada%40example.org")]
    [InlineData("a~b-c_d.e", "a~b-c_d.e", "a~b-c_d.e")]
    [InlineData("ada lovelace", "ada%20lovelace", "ada%20lovelace")]
    [InlineData("åsa", "%C3%A5sa", "%C3%A5sa")]
    [InlineData("a+b%c", "a%2Bb%25c", "a%2Bb%25c")]
    [InlineData("a:b!c(d)*'", "a%3Ab%21c%28d%29%2A%27", "a%3Ab%21c%28d%29%2A%27")]
    public void Escapes_as_upstream_does(string name, string inPath, string fully)
    {
        Assert.Equal(inPath, UrlNames.EscapePath(name));
        Assert.Equal(fully, UrlNames.EscapeFully(name));
    }

    [Theory]
    [InlineData("ada", "", "/", "/user/ada/")]
    [InlineData("ada", "gpu", "/", "/user/ada/gpu/")]
    [InlineData("a b", "c d", "/base/", "/base/user/a%20b/c%20d/")]
    public void Server_lives_below_its_user(string user, string server, string baseUrl, string prefix)
    {
        Assert.Equal(prefix, UrlNames.ServerPrefix(user, server, baseUrl));
        Assert.Equal(prefix + "oauth_callback", OAuthNames.RedirectUri(user, server, baseUrl));
    }

    [Fact]
    public void OAuth_names_follow_the_contract()
    {
        Assert.Equal("jupyterhub-user-ada", OAuthNames.ClientId("ada", ""));
        Assert.Equal("jupyterhub-user-a%40b-my%20gpu", OAuthNames.ClientId("a@b", "my gpu"));
        Assert.Equal(["access:servers!server=ada/", "access:servers!user=ada"], OAuthNames.AccessScopes("ada", ""));
        Assert.Equal("access:servers!server=ada/gpu", OAuthNames.AccessScope("ada", "gpu"));
    }
}

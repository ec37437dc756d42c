using Atoll.Core.Routing;
using Xunit;

namespace Atoll.Tests.Core.Routing;

public sealed class OriginRulesTests
{
    [Theory]
    [InlineData("https://hub.example.org", "https", "hub.example.org", true)]
    [InlineData("https://HUB.example.org", "https", "hub.Example.org", true)]
    [InlineData("https://hub.example.org:443", "https", "hub.example.org", true)]
    [InlineData("https://hub.example.org", "https", "hub.example.org:443", true)]
    [InlineData("http://127.0.0.1:8000", "http", "127.0.0.1:8000", true)]
    [InlineData("http://[::1]:8000", "http", "[::1]:8000", true)]
    [InlineData("http://[::80]", "http", "[::80]:80", true)]
    [InlineData("http://hub.example.org", "https", "hub.example.org", false)]
    [InlineData("https://hub.example.org:80", "https", "hub.example.org", false)]
    [InlineData("http://127.0.0.1:8001", "http", "127.0.0.1:8000", false)]
    [InlineData("https://evil.hub.example.org", "https", "hub.example.org", false)]
    [InlineData("https://hub.example.org.evil", "https", "hub.example.org", false)]
    [InlineData("https://hub.example.org/", "https", "hub.example.org", false)]
    [InlineData("null", "https", "hub.example.org", false)]
    [InlineData("null", "https", "null", false)]
    [InlineData("", "https", "hub.example.org", false)]
    [InlineData("https://", "https", "", false)]
    [InlineData("://hub", "", "hub", false)]
    public void Own_origin_has_the_same_scheme_host_and_port(string origin, string scheme, string host, bool own) =>
        Assert.Equal(own, OriginRules.IsOwn(origin, scheme, host));

    [Theory]
    [InlineData("https://a.example", true)]
    [InlineData("https://A.example", true)]
    [InlineData("https://b.example", false)]
    [InlineData("*", false)]
    public void Listed_origin_is_named_in_full(string origin, bool listed) =>
        Assert.Equal(listed, OriginRules.IsListed(origin, ["https://a.example"]));
}

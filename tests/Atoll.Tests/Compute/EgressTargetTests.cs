using Atoll.Compute;
using Xunit;

namespace Atoll.Tests.Compute;

/// <summary>Addresses as operators write them.</summary>
public sealed class EgressTargetTests
{
    [Theory]
    [InlineData("10.1.2.0/24", "10.1.2.0/24", null)]
    [InlineData("10.1.2.3/24", "10.1.2.0/24", null)]
    [InlineData("10.0.0.5", "10.0.0.5/32", null)]
    [InlineData("10.0.0.5:5432", "10.0.0.5/32", 5432)]
    [InlineData("10.1.2.0/24:5432", "10.1.2.0/24", 5432)]
    [InlineData("fd00::/8", "fd00::/8", null)]
    [InlineData("fd00::1", "fd00::1/128", null)]
    [InlineData("[fd00::1]:443", "fd00::1/128", 443)]
    [InlineData("[fd00::/8]:443", "fd00::/8", 443)]
    [InlineData("0.0.0.0/0", "0.0.0.0/0", null)]
    public void It_is_read(string text, string network, int? port)
    {
        var target = EgressTarget.TryParse(text)!;

        Assert.Equal((network, port), (target.Network.ToString(), target.Port));
        Assert.Equal(target, EgressTarget.TryParse(target.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10.1")]
    [InlineData("10.1.2.3:0")]
    [InlineData("10.1.2.3:65536")]
    [InlineData("10.1.2.3:")]
    [InlineData("example.org")]
    [InlineData("example.org:443")]
    [InlineData("[fd00::1]")]
    [InlineData("[fd00::1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("10.0.0.5; flush ruleset")]
    public void What_is_none_is_not(string text) => Assert.Null(EgressTarget.TryParse(text));
}

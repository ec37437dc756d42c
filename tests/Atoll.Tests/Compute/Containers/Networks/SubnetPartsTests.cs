using System.Net;
using Atoll.Compute.Containers.Networks;
using Xunit;

namespace Atoll.Tests.Compute.Containers.Networks;

/// <summary>A site's subnet in pieces of one host and one container.</summary>
public sealed class SubnetPartsTests
{
    private static readonly IPNetwork Site = IPNetwork.Parse("10.96.4.0/28");

    [Theory]
    [InlineData(0, "10.96.4.0/30", "10.96.4.1")]
    [InlineData(1, "10.96.4.4/30", "10.96.4.5")]
    [InlineData(3, "10.96.4.12/30", "10.96.4.13")]
    public void Parts_follow_each_other(int index, string part, string first)
    {
        Assert.Equal(part, SubnetParts.Part(Site, index).ToString());
        Assert.Equal(first, SubnetParts.First(SubnetParts.Part(Site, index)).ToString());
        Assert.Equal(4, SubnetParts.Count(Site));
    }

    [Fact]
    public void The_first_is_the_hubs_and_what_is_taken_is_not_free()
    {
        Assert.Equal([1, 2, 3], SubnetParts.Free(Site, []));
        Assert.Equal([1, 3], SubnetParts.Free(Site, [IPNetwork.Parse("10.96.4.8/30")]));
        Assert.Empty(SubnetParts.Free(Site, [IPNetwork.Parse("10.0.0.0/8")]));
    }
}

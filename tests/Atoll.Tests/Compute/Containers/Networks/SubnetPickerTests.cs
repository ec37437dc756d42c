using System.Net;
using Atoll.Compute.Containers.Networks;
using Atoll.Compute.Containers.Engine;
using Xunit;

namespace Atoll.Tests.Compute.Containers.Networks;

public sealed class SubnetPickerTests
{
    private static readonly IPNetwork Range = IPNetwork.Parse("10.96.0.0/11");

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef")]
    [InlineData("another")]
    public void It_is_a_22_in_the_range_and_the_same_each_time(string seed)
    {
        var picked = SubnetPicker.Pick([], seed)!.Value;

        Assert.Equal(22, picked.PrefixLength);
        Assert.True(Range.Contains(picked.BaseAddress));
        Assert.Equal(picked, SubnetPicker.Pick([], seed));
    }

    [Fact]
    public void What_is_taken_is_left_out()
    {
        var taken = new List<IPNetwork>();
        for (var i = 0; i < 50; i++)
        {
            var picked = SubnetPicker.Pick(taken, "seed")!.Value;
            Assert.DoesNotContain(taken, other => SubnetPicker.Overlap(picked, other));
            taken.Add(picked);
        }
    }

    [Theory]
    [InlineData("10.0.0.0/8")]
    [InlineData("10.96.0.0/11")]
    public void A_network_around_the_range_leaves_nothing(string taken) =>
        Assert.Null(SubnetPicker.Pick([IPNetwork.Parse(taken)], "seed"));

    [Fact]
    public void The_last_free_one_is_found()
    {
        var wanted = IPNetwork.Parse("10.127.252.0/22");
        IPNetwork[] taken =
        [
            .. Enumerable.Range(0, 31).Select(i => IPNetwork.Parse($"10.{96 + i}.0.0/16")),
            .. Enumerable.Range(0, 63).Select(i => IPNetwork.Parse($"10.127.{4 * i}.0/22")),
        ];

        Assert.Equal(wanted, SubnetPicker.Pick(taken, "any"));
    }

    [Theory]
    [InlineData("10.96.0.0/22", "10.96.0.0/22", true)]
    [InlineData("10.96.0.0/22", "10.96.3.0/24", true)]
    [InlineData("10.96.0.0/22", "10.96.4.0/22", false)]
    [InlineData("10.96.0.0/22", "0.0.0.0/0", true)]
    public void Overlap_goes_both_ways(string one, string other, bool overlaps)
    {
        Assert.Equal(overlaps, SubnetPicker.Overlap(IPNetwork.Parse(one), IPNetwork.Parse(other)));
        Assert.Equal(overlaps, SubnetPicker.Overlap(IPNetwork.Parse(other), IPNetwork.Parse(one)));
    }

    [Fact]
    public void The_instances_own_network_is_chosen_again()
    {
        var ours = Network("10.100.4.0/22", "me");

        Assert.Equal(IPNetwork.Parse("10.100.4.0/22"), SubnetChoice.Of("me", [Network("172.17.0.0/16", null), ours], []));
    }

    [Fact]
    public void Networks_of_others_and_of_the_host_are_avoided()
    {
        var free = SubnetPicker.Pick([], "me")!.Value;

        Assert.NotEqual(free, SubnetChoice.Of("me", [Network(free.ToString(), "you")], []));
        Assert.NotEqual(free, SubnetChoice.Of("me", [Network("fd00::/64", null)], [free]));
    }

    [Theory]
    [InlineData("10.96.0.0/22", "10.96.0.1")]
    [InlineData("10.127.252.0/22", "10.127.252.1")]
    public void The_gateway_is_the_first_address(string subnet, string gateway) =>
        Assert.Equal(gateway, SubnetParts.First(IPNetwork.Parse(subnet)).ToString());

    [Fact]
    public void Routes_are_read_without_the_default_one()
    {
        string[] table =
        [
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT",
            "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0",
            "docker0\t00005C0A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0",
        ];

        Assert.Equal([IPNetwork.Parse("10.92.0.0/24")], HostNetworks.Routes(table));
    }

    private static Network Network(string subnet, string? instance) => new()
    {
        Name = "some",
        IPAM = new([new(subnet)]),
        Labels = instance is null ? null : new Dictionary<string, string> { ["org.atoll.instance"] = instance },
    };
}

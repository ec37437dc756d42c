using Atoll.Compute;
using Atoll.Compute.Containers.Networks;
using Xunit;

namespace Atoll.Tests.Compute.Containers.Networks;

/// <summary>A bridge that the kernel does not filter keeps nobody apart.</summary>
public sealed class BridgeFilterTests
{
    [Fact]
    public void A_filtered_bridge_will_do() => BridgeFilter.Check("atoll-x", dual: true, _ => "1\n");

    [Fact]
    public void One_for_ipv4_alone_will_do_without_ipv6()
    {
        BridgeFilter.Check("atoll-x", dual: false, ForIpv4);
        Refused(() => BridgeFilter.Check("atoll-x", dual: true, ForIpv4), "bridge-nf-call-ip6tables=1");
    }

    [Fact]
    public void Unfiltered_or_without_the_module_it_is_refused_and_the_remedy_named()
    {
        Refused(() => BridgeFilter.Check("atoll-x", dual: false, _ => "0\n"), "sysctl -w net.bridge.bridge-nf-call-iptables=1");
        Refused(() => BridgeFilter.Check("atoll-x", dual: false, _ => throw new DirectoryNotFoundException()), "modprobe br_netfilter");
    }

    private static string ForIpv4(string setting) => setting.EndsWith("iptables", StringComparison.Ordinal) && !setting.Contains("ip6") ? "1" : "0";

    private static void Refused(Action check, string remedy)
    {
        var refused = Assert.Throws<SiteException>(check);
        Assert.Equal(SiteFault.Refused, refused.Fault);
        Assert.Contains(remedy, refused.Message, StringComparison.Ordinal);
    }
}

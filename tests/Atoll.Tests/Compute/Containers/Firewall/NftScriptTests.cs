using System.Net;
using Atoll.Compute;
using Atoll.Compute.Containers.Firewall;
using Xunit;

namespace Atoll.Tests.Compute.Containers.Firewall;

/// <summary>The rules, read as a whole; that they do what they say is proved from inside containers.</summary>
public sealed class NftScriptTests
{
    private const string Reject = "reject with icmpx type admin-prohibited";

    private static readonly FirewallPlan Plan = new()
    {
        Table = "atoll_01234567",
        Interfaces = "atoll-01234567",
        Api = new(IPAddress.Parse("10.96.0.1"), 8081),
        NameServers = [IPAddress.Parse("10.0.0.2"), IPAddress.Parse("fd00::2")],
        Egress = new(),
    };

    [Fact]
    public void One_table_replaced_whole()
    {
        var lines = NftScript.Of(Plan).Split('\n');

        Assert.Equal(["table inet atoll_01234567", "delete table inet atoll_01234567", "table inet atoll_01234567 {"], lines.Take(3));
        Assert.Equal("delete table inet atoll_01234567", NftScript.Removal("atoll_01234567"));
    }

    [Fact]
    public void Of_the_host_only_the_api_and_name_servers_are_reached() => Assert.Equal(
        [
            "type filter hook input priority -10; policy accept;",
            "iifname != \"atoll-01234567\" accept",
            "ct state established,related accept",
            "icmpv6 type { nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert } accept",
            "ip daddr 10.96.0.1 tcp dport 8081 accept",
            "ip daddr 10.0.0.2 meta l4proto { tcp, udp } th dport 53 accept",
            "ip6 daddr fd00::2 meta l4proto { tcp, udp } th dport 53 accept",
            Reject,
        ],
        Chain(Plan, "to_host"));

    [Fact]
    public void Beyond_it_only_public_addresses_and_nobody_gets_in()
    {
        var chain = Chain(Plan, "to_others");

        Assert.Equal(
            [
                "type filter hook forward priority -10; policy accept;",
                "oifname \"atoll-01234567\" ct state established,related accept",
                $"oifname \"atoll-01234567\" {Reject}",
                "iifname != \"atoll-01234567\" accept",
                "ct state established,related accept",
            ],
            chain.Take(5));
        Assert.Equal($"tcp dport 25 {Reject}", chain[^1]);
        Assert.All(
            ["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/4"],
            range => Assert.Contains(chain, rule => rule.StartsWith("ip daddr {", StringComparison.Ordinal) && rule.Contains($" {range},") && rule.EndsWith(Reject, StringComparison.Ordinal)));
        Assert.All(
            ["::/127", "::ffff:0:0/96", "64:ff9b::/96", "2002::/16", "fc00::/7", "fe80::/10"],
            range => Assert.Contains(chain, rule => rule.StartsWith("ip6 daddr {", StringComparison.Ordinal) && rule.Contains($" {range},") && rule.EndsWith(Reject, StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_listed_comes_first_and_what_is_denied_before_the_rest()
    {
        var chain = Chain(Plan with { Egress = new() { Allow = [Target("10.1.2.0/24"), Target("[fd00::1]:443")], Deny = [Target("0.0.0.0/0")] } }, "to_others");

        Assert.Equal(
            [
                "ip daddr 10.1.2.0/24 accept",
                "ip6 daddr fd00::1 meta l4proto { tcp, udp } th dport 443 accept",
                "ip daddr 10.0.0.2 meta l4proto { tcp, udp } th dport 53 accept",
                "ip6 daddr fd00::2 meta l4proto { tcp, udp } th dport 53 accept",
                $"ip daddr 0.0.0.0/0 {Reject}",
            ],
            chain.Skip(5).Take(5));
    }

    private static EgressTarget Target(string text) => EgressTarget.TryParse(text)!;

    private static List<string> Chain(FirewallPlan plan, string name) =>
    [
        .. NftScript.Of(plan).Split('\n').Select(line => line.Trim())
            .SkipWhile(line => line != $"chain {name} {{").Skip(1).TakeWhile(line => line != "}"),
    ];
}

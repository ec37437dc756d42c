using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Atoll.Compute.Containers.Firewall;

/// <summary>The rules as nft reads them: one table, replaced whole in one transaction. Pure.</summary>
/// <remarks>
/// The chains are hooked before those of engines and of the host's firewall (priority -10 against 0): what is rejected here nobody accepts
/// afterwards, whoever puts rules where, and what is accepted here still has to pass theirs. A workload's packets come in on its interface,
/// so that no forged address leads around the rules.
/// </remarks>
internal static class NftScript
{
    // Told at once: programs that look for a cloud's metadata would wait for seconds otherwise.
    private const string Reject = "reject with icmpx type admin-prohibited";
    private const string Answers = "ct state established,related accept";

    public static string Of(FirewallPlan plan)
    {
        var script = new StringBuilder();
        script.AppendLine($"table inet {plan.Table}");
        script.AppendLine(Removal(plan.Table));
        script.AppendLine($"table inet {plan.Table} {{");
        Chain(script, "to_host", "input", ToHost(plan));
        Chain(script, "to_others", "forward", ToOthers(plan));
        script.AppendLine("}");
        return script.ToString();
    }

    public static string Removal(string table) => $"delete table inet {table}";

    private static void Chain(StringBuilder script, string name, string hook, IEnumerable<string> rules)
    {
        script.AppendLine($"    chain {name} {{");
        script.AppendLine($"        type filter hook {hook} priority -10; policy accept;");
        foreach (var rule in rules)
        {
            script.AppendLine($"        {rule}");
        }

        script.AppendLine("    }");
    }

    private static IEnumerable<string> ToHost(FirewallPlan plan) =>
    [
        $"iifname != \"{plan.Interfaces}\" accept",
        Answers,
        // How IPv6 finds the host's link address; it leads no further.
        "icmpv6 type { nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert } accept",
        $"{Destination(new(plan.Api.Address, 32))} tcp dport {plan.Api.Port} accept",
        .. Listed(plan),
        Reject,
    ];

    private static IEnumerable<string> ToOthers(FirewallPlan plan) =>
    [
        // Towards a workload: only answers. The host itself does not come this way.
        $"oifname \"{plan.Interfaces}\" {Answers}",
        $"oifname \"{plan.Interfaces}\" {Reject}",
        $"iifname != \"{plan.Interfaces}\" accept",
        Answers,
        .. Listed(plan),
        .. plan.Egress.Deny.Select(target => $"{Match(target)} {Reject}"),
        $"ip daddr {{ {string.Join(", ", SpecialRanges.V4)} }} {Reject}",
        $"ip6 daddr {{ {string.Join(", ", SpecialRanges.V6)} }} {Reject}",
        // Mail that nobody asked for is what stolen accounts are used for first.
        $"tcp dport 25 {Reject}",
    ];

    private static IEnumerable<string> Listed(FirewallPlan plan) =>
        plan.Egress.Allow.Select(Match)
            .Concat(plan.NameServers.Select(server => Match(new(new(server, server.GetAddressBytes().Length * 8), 53))))
            .Select(match => $"{match} accept");

    private static string Match(EgressTarget target) =>
        target.Port is { } port ? $"{Destination(target.Network)} meta l4proto {{ tcp, udp }} th dport {port}" : Destination(target.Network);

    private static string Destination(IPNetwork network)
    {
        var family = network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? "ip6" : "ip";
        return network.PrefixLength == network.BaseAddress.GetAddressBytes().Length * 8
            ? $"{family} daddr {network.BaseAddress}"
            : $"{family} daddr {network}";
    }
}

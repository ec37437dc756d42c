using System.Net;

namespace Atoll.Compute.Containers.Firewall;

/// <summary>
/// The name servers that engines hand to containers: the host's, without those on loopback, which engines ask themselves. They often sit
/// in a private range.
/// </summary>
internal static class NameServers
{
    // The second is where systemd keeps the real ones while the first names its own on loopback.
    private static readonly string[] Files = ["/etc/resolv.conf", "/run/systemd/resolve/resolv.conf"];

    public static IReadOnlyList<IPAddress> OfHost() => [.. Files.Where(File.Exists).SelectMany(file => Read(File.ReadLines(file))).Distinct()];

    public static IEnumerable<IPAddress> Read(IEnumerable<string> lines) =>
        from line in lines
        let words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
        where words is ["nameserver", _, ..]
        let address = IPAddress.TryParse(words[1], out var read) ? read : null
        // One on a link of the host is not reached from another network anyhow.
        where address is not null && !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal
        select address;
}

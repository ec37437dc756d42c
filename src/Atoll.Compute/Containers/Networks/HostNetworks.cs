using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Atoll.Compute.Containers.Networks;

/// <summary>IPv4 networks that this machine reaches already: a container network there would hide them.</summary>
internal static class HostNetworks
{
    private const string RouteTable = "/proc/net/route";

    public static IReadOnlyList<IPNetwork> Taken() => [.. Interfaces(), .. Routes(File.ReadLines(RouteTable))];

    /// <summary>The table's rows: interface, destination and, seven columns on, mask, both as hexadecimal in the machine's byte order.</summary>
    public static IEnumerable<IPNetwork> Routes(IEnumerable<string> table) =>
        from line in table.Skip(1)
        let columns = line.Split('\t', StringSplitOptions.TrimEntries)
        where columns.Length > 7
        let prefix = int.PopCount(unchecked((int)Number(columns[7])))
        // The default route covers everything and forbids nothing.
        where prefix > 0
        select new IPNetwork(new IPAddress(Number(columns[1])), prefix);

    private static IEnumerable<IPNetwork> Interfaces() =>
        from card in NetworkInterface.GetAllNetworkInterfaces()
        from address in card.GetIPProperties().UnicastAddresses
        where address.Address.AddressFamily == AddressFamily.InterNetwork
        select Of(address);

    /// <summary>The network that an interface's address is in.</summary>
    public static IPNetwork Of(UnicastIPAddressInformation address) => new(Masked(address.Address, address.PrefixLength), address.PrefixLength);

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < 32; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }

    private static uint Number(string hexadecimal) => uint.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

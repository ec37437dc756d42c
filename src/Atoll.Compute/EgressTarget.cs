using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Atoll.Compute;

/// <summary>Somewhere that workloads may or may not reach.</summary>
/// <param name="Network">A network, or one address as a network of its full length.</param>
/// <param name="Port">One TCP and UDP port; null for everything.</param>
public sealed record EgressTarget(IPNetwork Network, int? Port)
{
    /// <summary>Reads <c>10.1.2.0/24</c>, <c>10.0.0.5:5432</c>, <c>fd00::/8</c> or <c>[fd00::1]:443</c>; null when it is none of these.</summary>
    public static EgressTarget? TryParse(string text)
    {
        var (place, port) = Split(text);
        return TryNetwork(place) is not { } network ? null
            : port is null ? new(network, null)
            : int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535 ? new(network, number)
            : null;
    }

    /// <summary>As it is written in the configuration.</summary>
    public override string ToString() =>
        Port is null ? $"{Network}" : Network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{Network}]:{Port}" : $"{Network}:{Port}";

    private static (string Place, string? Port) Split(string text)
    {
        if (text.StartsWith('['))
        {
            var parts = text[1..].Split(']');
            return parts is [var inside, [':', .. var after]] ? (inside, after) : ("", null);
        }

        return text.Split(':') is [var host, var number] ? (host, number) : (text, null);
    }

    private static IPNetwork? TryNetwork(string text)
    {
        // Addresses like 10 or 10.1 are read by some as 0.0.0.10 and 10.0.0.1: nobody means that here.
        if (!text.Contains(':') && text.Count(c => c == '.') != 3)
        {
            return null;
        }

        return text.Contains('/')
            ? IPNetwork.TryParse(text, out var network) ? network : null
            : IPAddress.TryParse(text, out var address) && !text.Contains('%') ? new(address, address.GetAddressBytes().Length * 8) : null;
    }
}

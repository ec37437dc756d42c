using System.Buffers.Binary;
using System.Net;

namespace Atoll.Compute.Containers.Networks;

/// <summary>Cuts a site's subnet into the smallest networks that a host and one container fit in. Pure.</summary>
internal static class SubnetParts
{
    /// <summary>Four addresses: the network's own, the host's, the container's, and broadcast.</summary>
    public const int Prefix = 30;

    /// <summary>The first address that a host can have.</summary>
    public static IPAddress First(IPNetwork network)
    {
        var address = network.BaseAddress.GetAddressBytes();
        address[^1] |= 1;
        return new(address);
    }

    /// <summary>How many parts there are. Part 0 is the site's own: the hub's address lies in it.</summary>
    public static int Count(IPNetwork subnet) => 1 << (Prefix - subnet.PrefixLength);

    public static IPNetwork Part(IPNetwork subnet, int index)
    {
        var address = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(address, BinaryPrimitives.ReadUInt32BigEndian(subnet.BaseAddress.GetAddressBytes()) + ((uint)index << 2));
        return new(new(address), Prefix);
    }

    /// <summary>Numbers of parts that none of <paramref name="taken"/> touches, lowest first.</summary>
    public static IEnumerable<int> Free(IPNetwork subnet, IReadOnlyCollection<IPNetwork> taken) =>
        Enumerable.Range(1, Count(subnet) - 1).Where(index => !taken.Any(other => SubnetPicker.Overlap(Part(subnet, index), other)));
}

using System.Net;

namespace Atoll.Compute.Containers.Networks;

/// <summary>Picks a subnet for a hub's containers: a /22 (a thousand of them) in 10.96.0.0/11, where few networks lie.</summary>
public static class SubnetPicker
{
    private const int Prefix = 22;
    private const uint First = (10u << 24) | (96u << 16);
    private const uint Step = 1u << (32 - Prefix);
    private const uint Count = (1u << (32 - 11)) / Step;

    /// <summary>The first free one from a place that <paramref name="seed"/> decides, so that two hubs rarely want the same; null when all are taken.</summary>
    public static IPNetwork? Pick(IReadOnlyCollection<IPNetwork> taken, string seed)
    {
        var start = Hash(seed) % Count;
        for (uint i = 0; i < Count; i++)
        {
            var candidate = At((start + i) % Count);
            if (!taken.Any(other => Overlap(candidate, other)))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>True when the two share an address.</summary>
    public static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    private static IPNetwork At(uint index)
    {
        var address = First + (index * Step);
        return new(new IPAddress([(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address]), Prefix);
    }

    /// <summary>FNV-1a: the same in every process, which string hashes are not.</summary>
    private static uint Hash(string text) => text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619));
}

namespace Atoll.Compute.Containers.Firewall;

/// <summary>Addresses that are not the public internet, after IANA's special-purpose registries, and where clouds tell machines their secrets.</summary>
internal static class SpecialRanges
{
    /// <summary>Disjoint, as the firewall's sets want them. Documentation ranges are left out: nobody is there to protect.</summary>
    public static readonly string[] V4 =
    [
        "0.0.0.0/8", // this host
        "10.0.0.0/8", // private
        "100.64.0.0/10", // carrier's private; metadata of Alibaba Cloud
        "127.0.0.0/8", // loopback
        "168.63.129.16", // Azure's host
        "169.254.0.0/16", // link-local; metadata of most clouds
        "172.16.0.0/12", // private
        "192.0.0.0/24", // protocol assignments; metadata of Oracle Cloud
        "192.168.0.0/16", // private
        "198.18.0.0/15", // benchmarks
        "224.0.0.0/4", // multicast
        "240.0.0.0/4", // reserved, broadcast
    ];

    public static readonly string[] V6 =
    [
        "::/127", // unspecified, loopback
        "::ffff:0:0/96", // an IPv4 address in disguise, as the next four
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "100::/64", // discard
        "fc00::/7", // private; metadata of AWS and Google
        "fe80::/10", // link-local
        "fec0::/10", // site-local
        "ff00::/8", // multicast
    ];
}

using System.Net;
using System.Net.Sockets;
using Atoll.Compute.Containers.Networks;

namespace Atoll.Compute.Containers;

/// <summary>How Atoll uses one container engine.</summary>
public sealed record ContainerSiteOptions
{
    /// <summary>Path of the engine's unix socket.</summary>
    public string SocketPath { get; init; } = "/var/run/docker.sock";

    /// <summary>This hub's id: a label on everything it makes, and the only objects it touches. At least eight of <c>[a-z0-9-]</c>.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The network of all workloads, in CIDR; its first address is the host's. <see cref="ContainerSite.ChooseSubnetAsync"/> finds one.</summary>
    public required IPNetwork Subnet { get; init; }

    /// <summary>
    /// An IPv6 network for workloads as well, which must be routed to this machine: engines translate no addresses of this kind. Docker only.
    /// Default (null): they have no IPv6.
    /// </summary>
    public IPNetwork? Subnet6 { get; init; }

    /// <summary>Port on the subnet's first address where workloads reach the hub's API; of the host they reach nothing else. Default 8081.</summary>
    public int ApiPort { get; init; } = 8081;

    /// <summary>What they reach beyond that.</summary>
    public EgressOptions Egress { get; init; } = new();

    /// <summary>Directory on the engine's host that holds the volumes, one directory each.</summary>
    public required string VolumesRoot { get; init; }

    /// <summary>User id of everything that runs in a container, and owner of its volumes. Default 1000, as in the field's images.</summary>
    public int Uid { get; init; } = 1000;

    /// <summary>Group id, likewise. Default 100 (<c>users</c>).</summary>
    public int Gid { get; init; } = 100;

    /// <summary>Open files per process; lowered to what this machine allows. 0 leaves it to the engine. Default 65536.</summary>
    public int OpenFiles { get; init; } = 65536;

    /// <summary>Bytes of a container's /dev/shm; they count as its memory. Default 64 MiB.</summary>
    public long SharedMemoryBytes { get; init; } = 64L << 20;

    /// <summary>What all workloads together leave to the hub and the system.</summary>
    public SiteReserve Reserve { get; init; } = new();

    /// <summary>Time that a workload of another start gets to end before it is replaced. Default 5 s.</summary>
    public TimeSpan ReplaceGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the engine may take for one answer (pulls excepted) before it counts as busy. Default 2 min.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The network's name.</summary>
    internal string NetworkName => $"atoll-{InstanceId}";

    /// <summary>Also the interface's name on the host, which the kernel limits to 15 characters.</summary>
    internal string BridgeName => $"atoll-{ShortInstance}";

    /// <summary>The beginning of the names of interfaces that only one workload is on; six characters more fit.</summary>
    internal string OwnBridgePrefix => $"a{ShortInstance}";

    /// <summary>The host's address for all workloads: the subnet's first.</summary>
    internal IPAddress Gateway => SubnetParts.First(Subnet);

    /// <summary>The cgroup above all workloads.</summary>
    internal string GroupName => $"atoll-{ShortInstance}";

    /// <summary>What the engine calls the workload <paramref name="name"/>.</summary>
    internal string ContainerName(string name) => $"atoll-{ShortInstance}-{name}";

    private string ShortInstance => InstanceId[..8];

    /// <summary>The options, or an exception that names what is wrong.</summary>
    internal ContainerSiteOptions Checked()
    {
        SiteNames.Instance(InstanceId);
        return Subnet.BaseAddress.AddressFamily == AddressFamily.InterNetwork && Subnet.PrefixLength is >= 8 and <= 28
            ? Subnet6 is null or { BaseAddress.AddressFamily: AddressFamily.InterNetworkV6, PrefixLength: >= 16 and <= 112 }
                ? this
                : throw new SiteException(SiteFault.Refused, $"The subnet {Subnet6} is not an IPv6 network between /16 and /112.")
            : throw new SiteException(SiteFault.Refused, $"The subnet {Subnet} is not an IPv4 network between /8 and /28.");
    }
}

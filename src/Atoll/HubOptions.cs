using Atoll.Environments;
using Atoll.Servers;

namespace Atoll;

/// <summary>The whole of <c>atoll.yaml</c>. Every key has a default: no file is needed.</summary>
internal sealed class HubOptions
{
    /// <summary>What the hub is called on its pages. Default <c>Atoll</c>.</summary>
    public string HubName { get; set; } = "Atoll";

    /// <summary>PostgreSQL connection string for several hubs; empty (default) for the embedded database in the data folder.</summary>
    public string Database { get; set; } = "";

    /// <summary>Where workloads run.</summary>
    public SiteOptions Site { get; set; } = new();

    /// <summary>What people can pick. Default: the two environments that <c>./run</c> builds.</summary>
    public List<EnvironmentOptions> Environments { get; set; } = Defaults.Environments();

    /// <summary>How large. Default: 1 CPU and 2 GB, 2 CPU and 4 GB.</summary>
    public List<SizeOptions> Sizes { get; set; } = Defaults.Sizes();

    /// <summary>Life of servers.</summary>
    public ServersOptions Servers { get; set; } = new();
}

/// <summary>The place that runs workloads on this machine.</summary>
internal sealed class SiteOptions
{
    /// <summary>
    /// <c>docker</c> (default): a container engine. <c>processes</c>: plain child processes, which isolate nobody; for tests and benchmarks.
    /// </summary>
    public string Kind { get; set; } = "docker";

    /// <summary>The engine's socket. Default: the first that answers of those <c>./run</c> and the system use.</summary>
    public string Socket { get; set; } = "";

    /// <summary>The servers' own network, IPv4 CIDR. Default: a free one is picked at the first start and kept.</summary>
    public string Subnet { get; set; } = "";

    /// <summary>Port on that network's gateway where servers reach the hub's API, and nothing else of it. Default 8081.</summary>
    public int ApiPort { get; set; } = 8081;

    /// <summary>What servers do not get, however many there are: it stays for the hub, the engine and the system.</summary>
    public ReserveOptions Reserve { get; set; } = new();
}

/// <summary>What all of a site's servers together leave of the machine. The rest is the site's capacity.</summary>
internal sealed class ReserveOptions
{
    /// <summary>
    /// CPUs kept back, may be a fraction. Default 0: servers may use every CPU that is idle; all of them together weigh no more than one
    /// process of the system, so that the hub gets its time at once when it wants it.
    /// </summary>
    public double Cpu { get; set; }

    /// <summary>GB of 2^30 bytes kept back. Default: a tenth of the machine's memory, at least 1.</summary>
    public double? MemoryGb { get; set; }
}

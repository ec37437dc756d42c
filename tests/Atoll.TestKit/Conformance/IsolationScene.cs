using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Atoll.Compute;
using Atoll.Compute.Containers;
using Atoll.Compute.Containers.Firewall;
using Atoll.Compute.Containers.Networks;
using Xunit;

namespace Atoll.TestKit.Conformance;

/// <summary>
/// Everything that a workload might reach, made for one test: the host's ports, other workloads, and addresses of the world outside. A
/// container asks each of them and tells which ones let it connect.
/// </summary>
internal sealed class IsolationScene(EngineHarness harness) : IAsyncDisposable
{
    public const string Hub = "hub";
    public const string Public = "public";
    public const string Public6 = "public-v6";
    public const string NameServer = "name-server";
    public const string Neighbour = "neighbour";
    public const string Stranger = "stranger";
    public const string Denied = "public-denied";

    /// <summary>The network that <see cref="Denied"/> is in.</summary>
    public const string DeniedNetwork = "203.0.113.128/25";

    private const string Private = "10.255.201.77";
    private const string Private6 = "fd77:201::77";
    private const string Metadata = "169.254.169.254";
    private const string LinkLocal = "host-link-local";
    private const int Page = 80;
    private const string PublicAddress = "203.0.113.77";
    private const string Public6Address = "2001:db8:201::77";

    // Reads its list from a volume, so that the list can name what exists only once the container does.
    private const string Asking = """
        while [ ! -e {volume:VOLUME}/targets ]; do sleep 0.1; done
        while read name host port; do
            (nc -w 3 $host $port -e true </dev/null >/dev/null 2>&1 && echo $name) &
        done <{volume:VOLUME}/targets
        wait
        """;

    private const string Serving = "ip address show dev eth0; echo hello > ~/index.html; exec httpd -f -p {port:web} -h ~";

    private readonly List<TcpListener> _doors = [];
    private readonly Dictionary<string, (string Host, int Port)> _targets = [];
    private readonly List<IPEndPoint> _answers = [];
    private Outside? _outside;
    private List<IPNetwork> _subnets = [];

    public string Instance { get; } = SiteHarness.NewInstance();

    public string OtherInstance { get; } = SiteHarness.NewInstance();

    /// <summary>The names of all targets, in order.</summary>
    public IEnumerable<string> All => _targets.Keys.Order(StringComparer.Ordinal);

    /// <summary>All that the configuration can allow, as it is written there.</summary>
    public IReadOnlyList<EgressTarget> Listable =>
    [
        // The one address that exists only once its container does.
        new(IPNetwork.Parse("fe80::/10"), null),
        .. _targets.Where(target => !IsWorkload(target.Key) && target.Key != LinkLocal)
            .Select(target => IPAddress.Parse(target.Value.Host) is var address && IsV6(address)
                ? $"[{address}]:{target.Value.Port}"
                : $"{address}:{target.Value.Port}")
            .Select(text => EgressTarget.TryParse(text)!),
    ];

    /// <summary>The workloads, as somebody might list them.</summary>
    public IEnumerable<EgressTarget> Workloads => _subnets.Select(subnet => new EgressTarget(subnet, null));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static bool IsWorkload(string target) =>
        target.StartsWith(Neighbour, StringComparison.Ordinal) || target.StartsWith(Stranger, StringComparison.Ordinal);

    /// <summary>Makes the stand-ins. <paramref name="egress"/> is what both instances begin with.</summary>
    public async Task MakeAsync(EgressOptions egress)
    {
        var site = await SiteAsync(Instance, egress);
        var other = await SiteAsync(OtherInstance, egress);
        _subnets = [.. await SubnetsAsync(Instance), .. await SubnetsAsync(OtherInstance)];
        await AddWorkloadAsync(site, Neighbour);
        await AddWorkloadAsync(other, Stranger);
        await MakeOutsideAsync();
        await AddDoorAsync(Hub, site.Gateway, EngineHarness.ApiPort);
        await AddDoorAsync("host-on-the-gateway", site.Gateway);
        await AddDoorAsync("host-elsewhere", _outside!.HostAddress);
    }

    public Task<ContainerSite> SiteAsync(string instance, EgressOptions egress) =>
        harness.NewSiteAsync(instance, options => options with { Egress = egress });

    /// <summary>Lets the engine's own separation of workloads be no reason why they do not reach each other.</summary>
    public async Task JoinWorkloadsAsync()
    {
        foreach (var (from, to) in from one in _subnets from two in _subnets select (one, two))
        {
            if (from.BaseAddress.AddressFamily == to.BaseAddress.AddressFamily)
            {
                var tool = IsV6(from.BaseAddress) ? "ip6tables" : "iptables";
                await _outside!.DoAsync($"{tool} -w -I FORWARD -s {from} -d {to} -j ACCEPT", $"{tool} -w -D FORWARD -s {from} -d {to} -j ACCEPT");
            }
        }
    }

    /// <summary>Starts a container on the site and returns the names of all that it could connect to, in order.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(ContainerSite site)
    {
        var volume = $"v-{Guid.NewGuid().ToString("N")[..8]}";
        await site.EnsureVolumeAsync(volume, Token);
        var workload = await site.EnsureAsync(
            harness.Shell($"asking-{volume}", Asking.Replace("VOLUME", volume)) with
            {
                Mounts = [new VolumeMount("/data", volume)],
                Ports = new Dictionary<string, int> { ["none"] = 1 },
            },
            Token);
        await AddLinkLocalAsync(workload);
        await WriteTargetsAsync(harness.VolumeDirectory(volume));
        await Until.TrueAsync(
            async () => (await site.FindAsync(workload.Name, Token))!.Phase == WorkloadPhase.Ended, TimeSpan.FromSeconds(60), "the container has asked all");
        return [.. (await site.LogsAsync(workload.Id, 1000, Token)).Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        _doors.ForEach(door => door.Dispose());
        if (_outside is not null)
        {
            await _outside.DisposeAsync();
        }
    }

    private async Task<IEnumerable<IPNetwork>> SubnetsAsync(string instance) =>
        harness.Subnet6(instance) is { } second ? [await harness.SubnetAsync(instance), second] : [await harness.SubnetAsync(instance)];

    private async Task AddWorkloadAsync(ContainerSite site, string name)
    {
        var workload = await site.EnsureAsync(harness.Shell(name, Serving) with { Ports = new Dictionary<string, int> { ["web"] = 8888 } }, Token);
        var address = IPEndPoint.Parse(workload.Addresses["web"]);
        await Until.TrueAsync(async () => await Net.ReadAsync($"{address}", Token) is not null, TimeSpan.FromSeconds(30), $"{name} serves");
        Add(name, address.Address, address.Port);
        if (_subnets.Exists(subnet => IsV6(subnet.BaseAddress)))
        {
            var lines = await site.LogsAsync(workload.Id, 100, Token);
            var global = lines.Single(line => line.Contains("inet6", StringComparison.Ordinal) && line.Contains("global", StringComparison.Ordinal));
            Add($"{name}-v6", IPNetwork.Parse(global.Trim().Split(' ')[1].Split('/')[0] + "/128").BaseAddress, address.Port);
        }
    }

    private async Task MakeOutsideAsync()
    {
        AddOutside(Public, PublicAddress, Page);
        AddOutside(Denied, "203.0.113.177", Page);
        AddOutside("mail", PublicAddress, 25);
        AddOutside("private", Private, Page);
        AddOutside("metadata", Metadata, Page);
        if (NameServers.OfHost().FirstOrDefault(server => !IsV6(server)) is { } server)
        {
            AddOutside(NameServer, $"{server}", 53);
            AddOutside("name-server-elsewhere", $"{server}", Page);
        }

        if (_subnets.Exists(subnet => IsV6(subnet.BaseAddress)))
        {
            AddOutside(Public6, Public6Address, Page);
            AddOutside("private-v6", Private6, Page);
            await AddDoorAsync("host-on-the-gateway-v6", SubnetParts.First(harness.Subnet6(Instance)!.Value));
        }

        _outside = await Outside.MakeAsync(_subnets, _answers);
    }

    private void AddOutside(string name, string address, int port)
    {
        Add(name, IPAddress.Parse(address), port);
        _answers.Add(new(IPAddress.Parse(address), port));
    }

    /// <summary>A port of the host that takes connections, and that is all it does.</summary>
    private async Task AddDoorAsync(string name, IPAddress address, int port = 0)
    {
        var door = new TcpListener(address, port);
        _doors.Add(door);
        await Until.TrueAsync(() => Opens(door), TimeSpan.FromSeconds(10), $"{address} is the host's");
        Add(name, address, ((IPEndPoint)door.LocalEndpoint).Port);
    }

    /// <summary>A new IPv6 address is nobody's until the kernel has asked around.</summary>
    private static bool Opens(TcpListener door)
    {
        try
        {
            door.Start();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return false;
        }
    }

    /// <summary>The host's end of the link that this container is on, by the address that every link has by itself.</summary>
    private async Task AddLinkLocalAsync(WorkloadObserved workload)
    {
        var container = IPEndPoint.Parse(workload.Addresses["none"]).Address;
        var bridge = NetworkInterface.GetAllNetworkInterfaces().Select(card => card.GetIPProperties().UnicastAddresses).Single(addresses =>
            addresses.Any(address => !IsV6(address.Address) && !IPAddress.IsLoopback(address.Address) && HostNetworks.Of(address).Contains(container)));
        await AddDoorAsync(LinkLocal, bridge.First(address => address.Address.IsIPv6LinkLocal).Address);
        _targets[LinkLocal] = ($"{_targets[LinkLocal].Host.Split('%')[0]}%eth0", _targets[LinkLocal].Port);
    }

    private void Add(string name, IPAddress address, int port) => _targets[name] = ($"{address}", port);

    /// <summary>In one step, so that the container never reads half of it.</summary>
    private async Task WriteTargetsAsync(string folder)
    {
        var written = Path.Combine(folder, "writing");
        await File.WriteAllLinesAsync(written, _targets.Select(target => $"{target.Key} {target.Value.Host} {target.Value.Port}"), Token);
        File.Move(written, Path.Combine(folder, "targets"));
    }

    private static bool IsV6(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6;
}

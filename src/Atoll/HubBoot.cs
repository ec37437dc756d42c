using System.Net;
using Atoll.Compute;
using Atoll.Compute.Containers;
using Atoll.Compute.Processes;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;
using Atoll.Platform.Secrets;
using Atoll.Servers;
using Atoll.Workloads;

namespace Atoll;

/// <summary>What must be known before the application can be put together: the database is open, the instance and its network have a name.</summary>
internal sealed record HubBoot
{
    public required HubDatabase Database { get; init; }

    public required HubSecrets Secrets { get; init; }

    /// <summary>On everything that this hub makes on a site, and the only things there that it touches.</summary>
    public required string InstanceId { get; init; }

    public required Sites Sites { get; init; }

    public required HubAddresses Addresses { get; init; }

    /// <summary>Where servers reach the hub's API, and nothing else of it; null when they share the hub's own address.</summary>
    public IPEndPoint? ServersListener { get; init; }

    public static async Task<HubBoot> PrepareAsync(AtollSettings settings, CancellationToken cancellationToken)
    {
        var boot = await WithoutSitesAsync(settings, cancellationToken);
        return settings.Options.Site.Kind switch
        {
            "docker" => await OnEngineAsync(settings, boot, cancellationToken),
            "processes" => OnProcesses(settings, boot),
            var other => throw new ConfigurationException($"site.kind: '{other}' is unknown; use docker or processes."),
        };
    }

    /// <summary>For commands about accounts: adding a user must not need a container engine.</summary>
    public static async Task<HubBoot> WithoutSitesAsync(AtollSettings settings, CancellationToken cancellationToken)
    {
        var database = Open(settings);
        await database.MigrateAsync(cancellationToken);
        var secrets = await SecretOfDatabase.LoadAsync(
            database, settings.Data.SecretKey, Environment.GetEnvironmentVariable("ATOLL_SECRET"), settings.NewSecret, cancellationToken);
        return new HubBoot
        {
            Database = database,
            Secrets = secrets,
            InstanceId = await SettingsStore.GetOrMakeAsync(
                database, "instance", () => Task.FromResult(Guid.NewGuid().ToString("n")), cancellationToken),
            Sites = new Sites(new Dictionary<string, ISite>()),
            Addresses = new HubAddresses($"http://127.0.0.1:{settings.Port}/hub/api", settings.Transport().PublicUrl?.ToString()),
        };
    }

    private static HubDatabase Open(AtollSettings settings) => settings.Options.Database.Length > 0
        ? new PostgresDatabase(settings.Options.Database)
        : new SqliteDatabase(settings.Data.Database);

    private static async Task<HubBoot> OnEngineAsync(AtollSettings settings, HubBoot boot, CancellationToken cancellationToken)
    {
        var options = settings.Options.Site;
        var socket = await EngineSocket.FindAsync(options.Socket, boot.Database, cancellationToken);
        var subnet = await SubnetAsync(boot, options, socket, cancellationToken);
        var site = new ContainerSite(
            new ContainerSiteOptions
            {
                SocketPath = socket,
                InstanceId = boot.InstanceId,
                Subnet = subnet,
                VolumesRoot = settings.Data.Volumes,
                Subnet6 = Subnet6(options.Subnet6),
                ApiPort = options.ApiPort,
                Egress = EgressOf(options.Egress),
                Reserve = ReserveOf(options.Reserve),
            },
            settings.Time);
        var listener = new IPEndPoint(site.Gateway, options.ApiPort);
        return boot with
        {
            Sites = OnlySite(site),
            Addresses = boot.Addresses with { ApiUrl = $"http://{listener}/hub/api" },
            ServersListener = listener,
        };
    }

    private static EgressOptions EgressOf(SiteEgressOptions options) => new()
    {
        Firewall = options.Firewall,
        Allow = [.. options.Allow.Select(EgressTarget.TryParse).OfType<EgressTarget>()],
        Deny = [.. options.Deny.Select(EgressTarget.TryParse).OfType<EgressTarget>()],
    };

    private static IPNetwork? Subnet6(string text) => text.Length == 0 ? null : IPNetwork.Parse(text);

    private static SiteReserve ReserveOf(ReserveOptions options) => new()
    {
        Cpu = options.Cpu,
        MemoryBytes = options.MemoryGb is { } gigabytes ? (long)(gigabytes * (1L << 30)) : null,
    };

    // Kept, because running servers were told an address on it.
    private static async Task<IPNetwork> SubnetAsync(
        HubBoot boot, SiteOptions options, string socket, CancellationToken cancellationToken)
    {
        var text = options.Subnet.Length > 0
            ? options.Subnet
            : await SettingsStore.GetOrMakeAsync(boot.Database, "subnet", ChooseAsync, cancellationToken);
        return IPNetwork.Parse(text);

        async Task<string> ChooseAsync() =>
            (await ContainerSite.ChooseSubnetAsync(socket, boot.InstanceId, cancellationToken: cancellationToken)).ToString();
    }

    // They share this machine's loopback and so the hub's own address, unless that speaks https.
    private static HubBoot OnProcesses(AtollSettings settings, HubBoot boot)
    {
        var listener = settings.Options.Https.IsOn() ? new IPEndPoint(IPAddress.Loopback, settings.Options.Site.ApiPort) : null;
        return boot with
        {
            Sites = OnlySite(ProcessesOf(settings, boot)),
            ServersListener = listener,
            Addresses = listener is null ? boot.Addresses : boot.Addresses with { ApiUrl = $"http://{listener}/hub/api" },
        };
    }

    private static ProcessSite ProcessesOf(AtollSettings settings, HubBoot boot) => new(
        new ProcessSiteOptions
        {
            InstanceId = boot.InstanceId,
            StateRoot = settings.Data.Processes,
            VolumesRoot = settings.Data.Volumes,
        },
        settings.Time);

    private static Sites OnlySite(ISite site) => new(new Dictionary<string, ISite> { [LocalSite.Name] = site });
}

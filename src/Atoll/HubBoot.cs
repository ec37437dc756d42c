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
        var secrets = HubSecrets.Load(settings.Data.SecretKey, Environment.GetEnvironmentVariable("ATOLL_SECRET"));
        var database = Open(settings);
        await database.MigrateAsync(cancellationToken);
        var instance = await SettingsStore.GetOrMakeAsync(
            database, "instance", () => Task.FromResult(Guid.NewGuid().ToString("n")), cancellationToken);
        return settings.Options.Site.Kind switch
        {
            "docker" => await OnEngineAsync(settings, database, secrets, instance, cancellationToken),
            "processes" => OnProcesses(settings, database, secrets, instance),
            var other => throw new ConfigurationException($"site.kind: '{other}' is unknown; use docker or processes."),
        };
    }

    private static HubDatabase Open(AtollSettings settings) => settings.Options.Database.Length > 0
        ? new PostgresDatabase(settings.Options.Database)
        : new SqliteDatabase(settings.Data.Database);

    private static async Task<HubBoot> OnEngineAsync(
        AtollSettings settings, HubDatabase database, HubSecrets secrets, string instance, CancellationToken cancellationToken)
    {
        var options = settings.Options.Site;
        var socket = EngineSocket.Find(options.Socket);
        var subnet = await SubnetAsync(database, options, socket, instance, cancellationToken);
        var site = new ContainerSite(
            new ContainerSiteOptions
            {
                SocketPath = socket,
                InstanceId = instance,
                Subnet = subnet,
                VolumesRoot = settings.Data.Volumes,
            },
            settings.Time);
        var listener = new IPEndPoint(site.Gateway, options.ApiPort);
        return new HubBoot
        {
            Database = database,
            Secrets = secrets,
            InstanceId = instance,
            Sites = new Sites(new Dictionary<string, ISite> { [LocalSite.Name] = site }),
            Addresses = new HubAddresses($"http://{listener}/hub/api"),
            ServersListener = listener,
        };
    }

    // Kept, because running servers were told an address on it.
    private static async Task<IPNetwork> SubnetAsync(
        HubDatabase database, SiteOptions options, string socket, string instance, CancellationToken cancellationToken)
    {
        var text = options.Subnet.Length > 0
            ? options.Subnet
            : await SettingsStore.GetOrMakeAsync(database, "subnet", ChooseAsync, cancellationToken);
        return IPNetwork.TryParse(text, out var subnet)
            ? subnet
            : throw new ConfigurationException($"site.subnet: '{text}' is no network; write it as 10.96.0.0/22.");

        async Task<string> ChooseAsync() =>
            (await ContainerSite.ChooseSubnetAsync(socket, instance, cancellationToken: cancellationToken)).ToString();
    }

    private static HubBoot OnProcesses(AtollSettings settings, HubDatabase database, HubSecrets secrets, string instance)
    {
        var site = new ProcessSite(
            new ProcessSiteOptions
            {
                InstanceId = instance,
                StateRoot = settings.Data.Processes,
                VolumesRoot = settings.Data.Volumes,
            },
            settings.Time);
        return new HubBoot
        {
            Database = database,
            Secrets = secrets,
            InstanceId = instance,
            Sites = new Sites(new Dictionary<string, ISite> { [LocalSite.Name] = site }),
            Addresses = new HubAddresses($"http://127.0.0.1:{settings.Port}/hub/api"),
        };
    }
}

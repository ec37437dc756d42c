using System.Net;
using Atoll.Compute;
using Atoll.Compute.Containers;
using Atoll.Platform;
using Atoll.Platform.Database;
using Atoll.Platform.Secrets;
using Atoll.Servers;
using Atoll.Workloads;
using Microsoft.AspNetCore.Builder;

namespace Atoll.Tests.Conventions;

/// <summary>The real application, put together on a temporary data folder but never started: it asks no engine anything.</summary>
internal sealed class HubOnPaper : IAsyncDisposable
{
    private const string Instance = "00000000paper";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-paper-");
    private readonly SqliteDatabase _database;
    private readonly ContainerSite _site;

    public HubOnPaper()
    {
        var settings = new AtollSettings { Data = new DataFolder(_folder.FullName) };
        _database = new SqliteDatabase(settings.Data.Database);
        _site = new ContainerSite(new ContainerSiteOptions
        {
            SocketPath = Path.Combine(_folder.FullName, "no-engine.sock"),
            InstanceId = Instance,
            Subnet = IPNetwork.Parse("10.99.0.0/24"),
            VolumesRoot = settings.Data.Volumes,
        });
        App = AtollApp.Build(settings, new HubBoot
        {
            Database = _database,
            Secrets = HubSecrets.Load(settings.Data.SecretKey, fromEnvironment: null),
            InstanceId = Instance,
            Sites = new Sites(new Dictionary<string, ISite>(StringComparer.Ordinal) { [LocalSite.Name] = _site }),
            Addresses = new HubAddresses("http://10.99.0.1:8081/hub/api"),
        });
    }

    public WebApplication App { get; }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        _site.Dispose();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

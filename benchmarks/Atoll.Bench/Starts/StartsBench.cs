using Atoll.Accounts.People;
using Atoll.Storage;
using Atoll.TestKit;
using Atoll.Workloads;
using Microsoft.Extensions.DependencyInjection;

namespace Atoll.Bench.Starts;

/// <summary>A hub with two people on it: one whose server Atoll starts, one whose equal container is started by hand.</summary>
internal sealed class StartsBench : IAsyncDisposable
{
    private readonly HubFixture _hub;
    private readonly HttpClient _client;
    private readonly EngineApi _engine;

    private StartsBench(HubFixture hub, HttpClient client, EngineApi engine, ThroughAtoll atoll, ByHand byHand)
    {
        _hub = hub;
        _client = client;
        _engine = engine;
        Atoll = atoll;
        ByHand = byHand;
    }

    public ThroughAtoll Atoll { get; }

    public ByHand ByHand { get; }

    /// <summary>Boots the hub and starts each way once, which is not counted: homes are made, caches filled, code compiled.</summary>
    public static async Task<StartsBench> PrepareAsync(CancellationToken cancellationToken)
    {
        var hub = await HubFixture.StartAsync();
        try
        {
            var user = await hub.AddUserAsync("ada-through-atoll");
            var client = await hub.WithTokenAsync(user);
            var atoll = new ThroughAtoll(hub, user, client);
            var engine = new EngineApi();
            await atoll.StartAsync(cancellationToken);
            var byHand = await LikeAsync(hub, user, atoll, engine, cancellationToken);
            await atoll.StopAsync(cancellationToken);
            await byHand.StartAsync(cancellationToken);
            return new StartsBench(hub, client, engine, atoll, byHand);
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>The engine's version and the recipe of the image that both ways run.</summary>
    public async Task<string> VersionsAsync(CancellationToken cancellationToken)
    {
        var engine = await _engine.GetAsync("version", cancellationToken);
        var image = ByHand.Image;
        var inspected = await _engine.GetAsync($"images/{image}/json", cancellationToken);
        return $"Engine {engine["Version"]}, image {image} of recipe {inspected["Config"]?["Labels"]?["org.atoll.recipe"]}";
    }

    public async ValueTask DisposeAsync()
    {
        _engine.Dispose();
        _client.Dispose();
        await _hub.DisposeAsync();
    }

    private static async Task<ByHand> LikeAsync(
        HubFixture hub, UserRow user, ThroughAtoll atoll, EngineApi engine, CancellationToken cancellationToken)
    {
        var other = await hub.AddUserAsync("bob-by-hand");
        var token = await hub.TokenAsync(other);
        var row = await atoll.RowAsync(cancellationToken);
        var exchanged = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [user.Name] = other.Name,
            [hub.Services.GetRequiredService<Servers.ServerTokens>().Make(row.Id, row.StartNumber)] = token,
            [Homes.VolumeOf(user.Id)] = await HomeAsync(hub, other, cancellationToken),
        };
        return new ByHand(engine, await ByHand.CopyAsync(engine, row.WorkloadId!, exchanged, cancellationToken), other.Name, token);
    }

    private static Task<string> HomeAsync(HubFixture hub, UserRow user, CancellationToken cancellationToken) =>
        hub.Services.GetRequiredService<Homes>().EnsureAsync(LocalSite.Name, user.Id, cancellationToken);
}

using Atoll.EndToEnd.Compute;
using Atoll.TestKit;

namespace Atoll.EndToEnd.Failures;

/// <summary>An impatient hub whose engine can be taken away.</summary>
internal sealed class BehindRelay : IAsyncDisposable
{
    private BehindRelay(Engine engine, SocketRelay relay, HubFixture hub)
    {
        Engine = engine;
        Relay = relay;
        Hub = hub;
    }

    /// <summary>The engine itself, whether the hub sees it or not.</summary>
    public Engine Engine { get; }

    public SocketRelay Relay { get; }

    public HubFixture Hub { get; }

    public static async Task<BehindRelay> StartAsync()
    {
        var engine = new Engine();
        var relay = new SocketRelay(engine.SocketPath);
        var hub = await QuickServers.StartAsync(options =>
        {
            options.Site.Socket = relay.Path;
            options.Servers.WaitingMinutes = options.Servers.PullingMinutes = 0.1;
        });
        return new BehindRelay(engine, relay, hub);
    }

    public async ValueTask DisposeAsync()
    {
        // The hub's containers go through it.
        await Relay.CloseAsync();
        Relay.Open();
        await Hub.DisposeAsync();
        await Relay.DisposeAsync();
        Engine.Dispose();
    }
}

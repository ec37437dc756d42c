using Atoll.Core.Lifecycles;
using Atoll.Platform.Configuration;
using Atoll.Workloads;

namespace Atoll.Servers;

/// <summary>Performs the effect that is due for a server. Each may be repeated; each ends in the event that says what came of it.</summary>
internal sealed class ServerEffects(
    StartQueue queue,
    Live<ServersOptions> options,
    WorkloadRunner runner,
    SiteOutages outages,
    ServerImages images,
    ServerLaunch launch,
    ServerProbe probe,
    ServerRoutes routes)
{
    public async Task<ServerEvent> PerformAsync(ServerEffect effect, ServerRow row, CancellationToken cancellationToken)
    {
        var happened = await DoAsync(effect, row, cancellationToken);
        if (effect is not (ServerEffect.FindPlace or ServerEffect.Probe))
        {
            outages.Note(row.Site, happened);
        }

        return happened;
    }

    private Task<ServerEvent> DoAsync(ServerEffect effect, ServerRow row, CancellationToken cancellationToken) => effect switch
    {
        ServerEffect.FindPlace => queue.LookAsync(row, cancellationToken),
        ServerEffect.FetchImage => images.FetchAsync(row, cancellationToken),
        ServerEffect.Launch => launch.LaunchAsync(row, cancellationToken),
        ServerEffect.Probe => ProbeAsync(row, cancellationToken),
        ServerEffect.Watch => WatchAsync(row, cancellationToken),
        ServerEffect.TakeDown => TakeDownAsync(row, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, message: null),
    };

    /// <summary>The route of a server that runs, as the last hub left it.</summary>
    public void PublishIfReady(ServerRow row)
    {
        if (row.Phase is ServerPhase.Ready)
        {
            routes.Publish(row);
        }
    }

    /// <summary>The site reported a change of this server's workload.</summary>
    public void LookNext(long id) => probe.LookNext(id);

    private async Task<ServerEvent> ProbeAsync(ServerRow row, CancellationToken cancellationToken)
    {
        var happened = await probe.AskAsync(row, cancellationToken);
        if (happened is Answered)
        {
            // Before it counts as ready: whoever hears that it is goes there at once.
            routes.Publish(row);
        }

        return happened;
    }

    private Task<ServerEvent> WatchAsync(ServerRow row, CancellationToken cancellationToken)
    {
        routes.Publish(row);
        return runner.LookAsync(row.Site, row.Workload, row.StartNumber, cancellationToken);
    }

    private async Task<ServerEvent> TakeDownAsync(ServerRow row, CancellationToken cancellationToken)
    {
        routes.Withdraw(row);
        return await runner.TakeDownAsync(row.Site, row.Workload, TimeSpan.FromSeconds(options.Value.GraceSeconds), cancellationToken);
    }
}

using Atoll.Core.Lifecycles;
using Atoll.OAuth;
using Atoll.Platform.Database;
using Atoll.Storage;

namespace Atoll.Servers;

/// <summary>The effect that makes a server's workload: home first, then what the plan says, with its environment's examples.</summary>
internal sealed class ServerLaunch(HubDatabase database, Homes homes, ServerOrders orders, ServerExamples examples)
{
    public async Task<ServerEvent> LaunchAsync(ServerRow row, CancellationToken cancellationToken)
    {
        if (row.Plan is not { } plan)
        {
            // A row of a version that kept no plans.
            return new SiteRefused(Reasons.Refused, "It was asked for by an older version of Atoll. Start it again.");
        }

        var home = await EnsureHomeAsync(row, cancellationToken);
        return home.Failure ?? await LaunchAsync(row, plan, home.Volume, cancellationToken);
    }

    private async Task<ServerEvent> LaunchAsync(ServerRow row, ServerPlan plan, string home, CancellationToken cancellationToken)
    {
        var client = await database.ReadAsync(connection => OAuthClientStore.FindIdOfServerAsync(connection, row.Id), cancellationToken);
        // Without one it was stopped a moment ago, and what is launched now is taken down at once.
        return client is null ? new StillUnderWay() : await examples.LaunchAsync(orders.Make(row, plan, client, home), plan, cancellationToken);
    }

    private async Task<(string Volume, ServerEvent? Failure)> EnsureHomeAsync(ServerRow row, CancellationToken cancellationToken)
    {
        try
        {
            return (await homes.EnsureAsync(row.Site, row.UserId, cancellationToken), null);
        }
        catch (HomeException failure)
        {
            return ("", ToEvent(failure));
        }
    }

    private static ServerEvent ToEvent(HomeException failure) => failure.Fault switch
    {
        HomeFault.MayPass => new SiteAway(failure.Message),
        HomeFault.NoSpace => new SiteRefused(Reasons.NoSpace, failure.Message),
        _ => new SiteRefused(Reasons.Refused, failure.Message),
    };
}

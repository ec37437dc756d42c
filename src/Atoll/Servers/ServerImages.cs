using Atoll.Core.Lifecycles;
using Atoll.Environments;
using Atoll.Environments.Releases;
using Atoll.Platform.Configuration;
using Atoll.Workloads;

namespace Atoll.Servers;

/// <summary>Which content of its environment's image a start gets: the default release's, settled before it is launched.</summary>
internal sealed class ServerImages(Live<Choices> choices, EnvironmentReleases releases, WorkloadRunner runner, ServerStore store)
{
    /// <summary>The choice on the environment's default release. While none is known the start fetches what the name means.</summary>
    public async Task<StartChoice> SettleAsync(StartChoice choice, CancellationToken cancellationToken) =>
        IsEnvironmentsOwn(choice.Plan) && await releases.DefaultAsync(choice.Plan.Environment, cancellationToken) is { } release
            ? choice with { Plan = choice.Plan.On(release) }
            : choice;

    /// <summary>Makes sure that the start's image is on the site. What the first start of all fetches is the environment's first release.</summary>
    public async Task<ServerEvent> FetchAsync(ServerRow row, CancellationToken cancellationToken)
    {
        if (row.Plan is not { Image.Length: > 0 } plan)
        {
            return new ImageReady();
        }

        var happened = await runner.FetchImageAsync(row.Site, plan.Image, cancellationToken);
        return happened is ImageReady && IsEnvironmentsOwn(plan) ? await SettleAsync(row, plan, cancellationToken) : happened;
    }

    private async Task<ServerEvent> SettleAsync(ServerRow row, ServerPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            if ((await releases.SeeAsync(plan.Environment, plan.Image, cancellationToken))?.Default is { } release)
            {
                await store.SettleAsync(row.Id, row.StartNumber, plan.On(release), cancellationToken);
            }

            return new ImageReady();
        }
        catch (ImageException away)
        {
            return new SiteAway(away.Message);
        }
    }

    // A profile may name an image of its own, which has no releases; and what is settled stays settled.
    private bool IsEnvironmentsOwn(ServerPlan plan) =>
        plan is { Image.Length: > 0, ImageSpec.Length: 0 } && choices.Value.Environment(plan.Environment)?.Image == plan.Image;
}

/// <summary>The images that servers run on, so that nobody takes them away.</summary>
internal sealed class ServerImageUsers(ServerStore store) : IImageUsers
{
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(string site, CancellationToken cancellationToken) =>
        (await store.ActiveAsync(cancellationToken))
            .Where(row => row.Site == site && row.Plan is { Image.Length: > 0 })
            .GroupBy(row => row.Plan!.Image, StringComparer.Ordinal)
            .ToDictionary(rows => rows.Key, rows => rows.Count(), StringComparer.Ordinal);
}

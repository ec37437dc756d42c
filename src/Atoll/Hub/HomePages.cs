using Atoll.Accounts.Access;
using Atoll.Core.Lifecycles;
using Atoll.Environments.Releases;
using Atoll.Hub.Pages;
using Atoll.Platform.Configuration;
using Atoll.Servers;
using Atoll.Servers.Pages;
using Atoll.Web;
using Atoll.Workloads;

namespace Atoll.Hub;

/// <summary><c>/hub/home</c>, the control panel, and <c>/hub/</c>, which leads to where the person most likely wants to be.</summary>
internal sealed class HomePages(
    ServerStore store, Live<ServersOptions> options, EnvironmentReleases releases, UsageMeter meter, PageContexts pages)
{
    /// <summary>The control panel.</summary>
    public async Task<IResult> ShowAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var user = http.Caller().User!;
        var rows = await store.OfUserAsync(user.Id, cancellationToken);
        var latest = await releases.DefaultsAsync(cancellationToken);
        var model = new HomeModel
        {
            Page = pages.Of(http),
            Servers = rows.Count == 0 ? [NeverStarted(user.Name)] : await Task.WhenAll(rows.Select(row => CardAsync(row, latest, cancellationToken))),
            SignOutStopsServers = options.Value.StopOnLogout,
        };
        return Page.Render(http, model);
    }

    /// <summary>To the running server, to the one that starts, else to the start page (jupyterhub.md 1.8).</summary>
    public async Task<IResult> LeadOnAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var user = http.Caller().User!;
        var row = await store.FindAsync(user.Id, "", cancellationToken);
        var urls = ServerUrls.Of(user, "");
        return Results.Redirect(row?.Phase switch
        {
            ServerPhase.Ready => urls.Open,
            null or ServerPhase.Stopped => urls.Spawn,
            _ => urls.Pending,
        });
    }

    private static ServerCardModel NeverStarted(string user)
    {
        var urls = ServerUrls.Of(user, "");
        return new ServerCardModel
        {
            Name = "", State = ServerCardState.Stopped, OpenUrl = urls.Open, StartUrl = urls.Spawn, ProgressUrl = urls.Pending,
        };
    }

    // Another content than its own; one that is no release of the environment has no newer version.
    private static bool IsOutdated(ServerRow row, IReadOnlyDictionary<string, ReleaseRow> latest) =>
        row is { Phase: ServerPhase.Ready, Plan: { ImageSpec.Length: > 0 } plan }
        && latest.GetValueOrDefault(plan.Environment) is { } release
        && release.Image != plan.Image;

    private async Task<ServerCardModel> CardAsync(
        ServerRow row, IReadOnlyDictionary<string, ReleaseRow> latest, CancellationToken cancellationToken)
    {
        var usage = row is { Phase: ServerPhase.Ready, WorkloadId: { } workload }
            ? await meter.MeasureAsync(row.Site, workload, cancellationToken)
            : null;
        var urls = ServerUrls.Of(row.UserName, row.Name);
        return new ServerCardModel
        {
            Name = row.Name,
            State = StateOf(row),
            OpenUrl = urls.Open,
            StartUrl = urls.Spawn,
            ProgressUrl = urls.Pending,
            StopAction = row.State.IsActive ? urls.Stop : null,
            RestartAction = row.Phase is ServerPhase.Ready ? urls.Restart : null,
            LogUrl = ServerLogs.HasItsOwn(row) || row.LogTail is not null ? urls.Log : null,
            Environment = row.Plan?.EnvironmentTitle ?? row.Environment,
            NewerVersion = IsOutdated(row, latest),
            Size = row.Plan?.SizeTitle ?? row.Size,
            Cpu = row.Plan?.Cpu,
            Memory = row.Plan?.MemoryBytes,
            CpuUsed = usage?.Cpus,
            MemoryUsed = usage?.MemoryBytes,
            Since = row.StartNumber == 0 ? null : row.PhaseSince,
            LastActivity = row.LastActivity,
            Failure = row.State.IsActive ? null : PanelModels.FailureOf(row),
            Again = row.Environment is null ? null : PanelModels.AgainOf(row, next: null),
        };
    }

    private static ServerCardState StateOf(ServerRow row) => row.Phase switch
    {
        ServerPhase.Ready => ServerCardState.Running,
        ServerPhase.Stopping => ServerCardState.Stopping,
        ServerPhase.Stopped => row.Reason is null ? ServerCardState.Stopped : ServerCardState.Failed,
        _ => ServerCardState.Starting,
    };
}

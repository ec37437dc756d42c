using Atoll.Accounts.Access;
using Atoll.Core.Lifecycles;
using Atoll.Environments.Releases;
using Atoll.Hub.Pages;
using Atoll.Platform.Configuration;
using Atoll.Platform.Http;
using Atoll.Servers;
using Atoll.Servers.Pages;
using Atoll.Web;
using Atoll.Workloads;

namespace Atoll.Hub;

/// <summary><c>/hub/home</c>, the control panel, and <c>/hub/</c>, which leads to where the person most likely wants to be.</summary>
internal sealed class HomePages(
    ServerStore store, Live<ServersOptions> options, NamedServers named, EnvironmentReleases releases, UsageMeter meter, PageContexts pages)
{
    /// <summary>The control panel.</summary>
    public async Task<IResult> ShowAsync(HttpContext http, CancellationToken cancellationToken) =>
        Page.Render(http, await ModelAsync(http, name: null, faults: [], cancellationToken));

    /// <summary>A name for another server: on to choosing what it starts, or back with what is wrong with it.</summary>
    public async Task<IResult> NameAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var user = http.Caller().User!;
        var name = (await http.Request.FieldsAsync(cancellationToken))["name"].ToString().Trim();
        var fault = name.Length == 0 ? "Give it a name." : (await named.RefuseAsync(user, name, cancellationToken))?.ForPeople;
        return fault is null
            ? Results.Redirect(ServerUrls.Of(user, name).Spawn)
            : Page.Render(http, await ModelAsync(http, name, [new FieldFault("name", fault)], cancellationToken), StatusCodes.Status400BadRequest);
    }

    private async Task<HomeModel> ModelAsync(HttpContext http, string? name, IReadOnlyList<FieldFault> faults, CancellationToken cancellationToken)
    {
        var user = http.Caller().User!;
        var now = options.Value;
        var rows = await store.OfUserAsync(user.Id, cancellationToken);
        var latest = await releases.DefaultsAsync(cancellationToken);
        var servers = await Task.WhenAll(rows.Select(row => CardAsync(row, latest, cancellationToken)));
        return new HomeModel
        {
            Page = pages.Of(http),
            Servers = rows.Any(row => row.Name.Length == 0) ? servers : [NeverStarted(user.Name), .. servers],
            Another = !now.NamedServers ? null : new NewServerModel
            {
                Action = "/hub/new-server",
                Name = name,
                Faults = faults,
                Limit = now.NamedServerLimitPerUser == 0 ? null : (rows.Count(row => row.Name.Length > 0), now.NamedServerLimitPerUser),
            },
            SignOutStopsServers = now.StopOnLogout,
        };
    }

    /// <summary>To the running server, to the one that starts, else to the start page (jupyterhub.md 1.8).</summary>
    public async Task<IResult> LeadOnAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var now = options.Value;
        if (now.LandingUrl.Length > 0 || !now.RedirectToServer)
        {
            return Results.Redirect(now.LandingUrl.Length > 0 ? now.LandingUrl : "/hub/home");
        }

        var user = http.Caller().User!;
        var row = await store.FindAsync(user.Id, "", cancellationToken);
        var urls = ServerUrls.Of(user, "");
        return Results.Redirect(row?.Phase switch
        {
            ServerPhase.Ready => urls.Open,
            null or ServerPhase.Stopped => "/hub/spawn",
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
        var mayStart = row.Name.Length == 0 || named.AreEnabled;
        return new ServerCardModel
        {
            Name = row.Name,
            DisplayName = row.DisplayName,
            State = StateOf(row),
            OpenUrl = urls.Open,
            StartUrl = mayStart ? urls.Spawn : null,
            ProgressUrl = urls.Pending,
            DeleteAction = row.Name.Length > 0 && !row.State.IsActive ? urls.Delete : null,
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
            Again = row.Environment is null || !mayStart ? null : PanelModels.AgainOf(row, next: null),
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

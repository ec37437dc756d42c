using Atoll.Servers.Pages;
using Atoll.Web;

namespace Atoll.Tests.Web;

/// <summary>Choosing, starting, failing, stopping, not running.</summary>
internal static class StartSamples
{
    private const string Analysis = "/user/ada/lab/tree/work/analysis.ipynb";
    private static readonly StartAgain Again = new("/hub/spawn/ada");

    private static readonly string[] Log =
    [
        "[I 2026-05-12 09:29:51.120 ServerApp] jupyterlab | extension was successfully linked.",
        "[I 2026-05-12 09:29:52.004 ServerApp] Serving notebooks from local directory: /home/jovyan",
        "[W 2026-05-12 09:29:52.240 ServerApp] <script>alert('a hostile line')</script>",
        "[C 2026-05-12 09:29:53.870 ServerApp] Could not bind to port 8888, the address is already in use",
    ];

    public static IEnumerable<(string Name, StartModel Model)> Choosing()
    {
        var start = new StartModel
        {
            Page = Gallery.Ada,
            Owner = "ada",
            Profiles = [Everything],
            Home = new StorageUse(Gallery.Gb(3.2), Gallery.Gb(10)),
            StopsAfterIdle = TimeSpan.FromHours(1),
        };
        yield return ("start", start);
        yield return ("start-last-choice", start.With(Everything with { Environment = "slim", Size = "medium" }) with { Next = Analysis });
        yield return ("start-apps", start with { Apps = [new("lab", "JupyterLab"), new("rstudio", "RStudio")], App = "rstudio" });
        yield return ("start-single", start.With(Everything with
        {
            Environments = [Everything.Environments[0]], Sizes = [Everything.Sizes[1]],
        }) with { Home = null });
        yield return ("start-one-environment", start.With(Everything with { Environments = [Everything.Environments[0]] }));
        yield return ("start-nothing-free", start.With(Everything with { Environments = [Everything.Environments[2]] }));
        yield return ("start-named-for-other", start with { Owner = "grace", ServerName = "deep learning" });
        yield return ("start-faults", start with
        {
            Faults = [new("size", "It needs 100 GB; all servers here have 20 GB.", "over-capacity"), new("", "You may run two servers at once.")],
        });
        foreach (var profiles in WithProfiles(start))
        {
            yield return profiles;
        }
    }

    private static IEnumerable<(string Name, StartModel Model)> WithProfiles(StartModel start)
    {
        var profiles = start with { Profiles = [Lab, Pangeo, Gpu], Profile = "pangeo" };
        yield return ("start-profiles", profiles);
        yield return ("start-profiles-text", profiles with
        {
            Profiles = [Lab, Pangeo with { Options = [Pangeo.Options[0] with { Selected = "unlisted-choice" }, Pangeo.Options[1]] }, Gpu],
            Faults =
            [
                new("profile-option-pangeo--image--unlisted-choice", "Must be an image of pangeo with a tag, such as pangeo/base-notebook:2026.01."),
                new("profile-option-pangeo--size", "There is no size 'vast' in Pangeo. Choose one of: small, medium."),
            ],
        });
        yield return ("start-profiles-unknown", profiles with
        {
            Profile = "lab", Faults = [new("profile", "There is no profile 'pangoe' here. Did you mean 'pangeo'? Choose one of: lab, pangeo, gpu.")],
        });
        yield return ("start-one-profile", start.With(Pangeo));
        yield return ("start-only-start", start.With(Lab));
        yield return ("start-one-text", start.With(Lab with
        {
            Options = [new() { Key = "image", Title = "Image", Text = new("Image location", "Other...", "pangeo/base-notebook:2026.01") }],
        }));
    }

    /// <summary>No profiles: every environment in every size.</summary>
    public static ProfileOffer Everything { get; } = new()
    {
        Environments =
        [
            new() { Name = "pangeo", Title = "Pangeo notebook", Note = "Python 3.14", Description = "xarray, dask, zarr and matplotlib" },
            new() { Name = "slim", Title = "Lab only", Note = "starts fastest", Description = "JupyterLab and nothing else" },
            new() { Name = "r", Title = "R and RStudio", Note = "R 4.5", Unavailable = "Not built yet; the operators know." },
        ],
        Sizes =
        [
            new() { Name = "small", Title = "Small", Cpu = 1, Memory = Gallery.Gb(2), Note = "Most work fits here" },
            new() { Name = "medium", Title = "Medium", Cpu = 2, Memory = Gallery.Gb(8), Note = "2 of 4 free now" },
            new() { Name = "gpu", Title = "GPU", Cpu = 8, Memory = Gallery.Gb(32), Gpu = 1, Unavailable = "Needs the group “ml”." },
        ],
    };

    /// <summary>Leaves nothing to decide.</summary>
    public static ProfileOffer Lab { get; } = new()
    {
        Slug = "lab",
        Title = "Lab only",
        Description = "JupyterLab, Python and git. Starts fastest.",
        Environments = [Everything.Environments[1]],
        Sizes = [Everything.Sizes[0]],
    };

    /// <summary>Asks for everything that can be asked.</summary>
    public static ProfileOffer Pangeo { get; } = new()
    {
        Slug = "pangeo",
        Title = "Pangeo",
        Description = "xarray, dask and zarr, for work on large arrays.",
        Environments = [Everything.Environments[0]],
        Sizes = [Everything.Sizes[0], Everything.Sizes[1]],
        Options =
        [
            new()
            {
                Key = "image",
                Title = "Image",
                Choices = [new("stable", "Stable"), new("next", "Next month’s", "It is being built on this machine.")],
                Text = new("Image location", "Other...", "evil/image"),
            },
            new() { Key = "threads", Title = "Dask threads", Choices = [new("1", "1"), new("4", "4")], Selected = "4" },
        ],
    };

    /// <summary>Cannot be chosen now.</summary>
    public static ProfileOffer Gpu { get; } = new()
    {
        Slug = "gpu", Title = "GPU", Description = "For training.", Environments = [Everything.Environments[0]], Sizes = [Everything.Sizes[2]],
    };

    /// <summary>The page with this profile alone.</summary>
    public static StartModel With(this StartModel model, ProfileOffer only) => model with { Profiles = [only] };

    public static IEnumerable<(string Name, StartingPanelModel Model)> Panels()
    {
        var waiting = new StartingPanelModel
        {
            Heading = "Starting Pangeo notebook, Small",
            Phase = StartingPhase.Working,
            Elapsed = TimeSpan.FromSeconds(2),
            Xsrf = "2|token",
            CancelAction = "/hub/cancel/ada",
            QueuePlace = 3,
            WaitsFor = "Those before it go first. It needs 4 GB of memory; 2 of 20 GB are free.",
            Steps =
            [
                new() { Title = "A place to run it", State = StepState.Now, Elapsed = TimeSpan.FromSeconds(2) },
                new() { Title = "Environment ready", State = StepState.Ahead, Usual = Seconds(1, 3) },
                new() { Title = "Starting JupyterLab", State = StepState.Ahead, Usual = Seconds(4, 9) },
            ],
        };
        yield return ("starting-waiting", waiting);
        yield return ("starting-site-away", waiting with
        {
            QueuePlace = null,
            WaitsFor = "The machine that runs the servers does not answer. This goes on as soon as it does.",
        });
        var working = waiting with { QueuePlace = null, Elapsed = TimeSpan.FromSeconds(7) };
        var pulling = working with { Elapsed = TimeSpan.FromSeconds(75) };
        yield return ("starting-pulling", pulling with { Steps = Steps(StepState.Now, StepState.Ahead, "480 MB of 1.4 GB") });
        yield return ("starting-booting", working with { Steps = Steps(StepState.Done, StepState.Now, "already here"), Log = Log, LogUrl = "/hub/log/ada" });
        foreach (var panel in Ends(working with { CancelAction = null }))
        {
            yield return panel;
        }
    }

    private static IEnumerable<(string Name, StartingPanelModel Model)> Ends(StartingPanelModel done)
    {
        yield return ("starting-ready", done with
        {
            Heading = "Pangeo notebook is ready",
            Phase = StartingPhase.Ready,
            GoTo = "/user/ada/",
            Steps = Steps(StepState.Done, StepState.Done, "already here"),
        });
        yield return ("starting-failed", done with
        {
            Heading = "Your server did not start",
            Phase = StartingPhase.Failed,
            Steps = Steps(StepState.Done, StepState.Failed, "already here"),
            Failure = new StartFailure("It ran out of memory (2 GB). Your files are safe.", "A bigger size will help.", "out-of-memory")
            {
                Detail = "the engine's own <words>",
            },
            Again = Again,
            ChooseUrl = "/hub/spawn/ada",
            Log = Log,
        });
        var stopped = done with { Heading = "Your server is not running", Phase = StartingPhase.Stopped, Again = Again };
        yield return ("starting-cancelled", stopped with { Heading = "The start was cancelled", ChooseUrl = "/hub/spawn/ada" });
        yield return ("stopping", done with { Heading = "Stopping your server", Phase = StartingPhase.Stopping });
        yield return ("stopped", stopped);
    }

    public static IEnumerable<(string Name, LogModel Model)> Logs()
    {
        var log = new LogModel { Page = Gallery.Ada, Owner = "ada", Lines = Log, IsLive = true, Url = "/hub/log/ada" };
        yield return ("log", log);
        yield return ("log-empty", log with { Lines = [], BackUrl = "/hub/spawn-pending/ada" });
        yield return ("log-kept", log with { Owner = "grace", ServerName = "gpu", IsLive = false });
        yield return ("log-nothing-kept", log with { Lines = [], IsLive = false });
    }

    public static IEnumerable<(string Name, NotRunningModel Model)> NotRunning()
    {
        var own = new NotRunningModel { Page = Gallery.Ada, Owner = "ada", MayStart = true, Next = Analysis, Again = Again };
        yield return ("not-running", own);
        yield return ("not-running-choose", own with { Again = null, Next = "/user/ada/" });
        yield return ("not-running-other", own with { Owner = "grace", MayStart = false, Again = null });
    }

    private static IReadOnlyList<StartStep> Steps(StepState environment, StepState boot, string note) =>
    [
        new() { Title = "A place to run it", State = StepState.Done, Elapsed = TimeSpan.Zero },
        new()
        {
            Title = "Environment ready",
            State = environment,
            Elapsed = TimeSpan.FromSeconds(environment == StepState.Now ? 74 : 1),
            Usual = Seconds(1, 3),
            Note = note,
        },
        new()
        {
            Title = "Starting JupyterLab",
            State = boot,
            Elapsed = boot == StepState.Ahead ? null : TimeSpan.FromSeconds(6),
            Usual = Seconds(4, 9),
        },
    ];

    private static StepRange Seconds(int low, int high) => new(TimeSpan.FromSeconds(low), TimeSpan.FromSeconds(high));
}

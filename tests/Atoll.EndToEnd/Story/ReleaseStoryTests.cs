using Atoll.Accounts.People;
using Atoll.Compute;
using Atoll.Core.Lifecycles;
using Atoll.Core.Names;
using Atoll.EndToEnd.Compute;
using Atoll.Environments;
using Atoll.Environments.Releases;
using Atoll.Platform.Configuration;
using Atoll.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.EndToEnd.Story;

/// <summary>What an image's name means changes while people work: in a real engine, with images that differ by a variable.</summary>
public sealed class ReleaseStoryTests : IAsyncLifetime
{
    private const string Serve = """test -z "$BROKEN" || { echo this one is broken; exit 3; }; exec httpd -f -p 8888 -h /tmp""";

    private const string Lab =
        """
        if [ -n "$BROKEN" ]; then
            mkdir -p /tmp/broken/kernels/python3
            echo '{"argv": ["false"], "display_name": "Broken", "language": "python"}' >/tmp/broken/kernels/python3/kernel.json
            export JUPYTER_PATH=/tmp/broken
        fi
        exec jupyterhub-singleuser
        """;

    private static readonly TimeSpan _most = TimeSpan.FromMinutes(3);

    private readonly Engine _engine = new();
    private readonly List<string> _images = [];
    private readonly string _name = $"atoll-test/release-{Guid.NewGuid().ToString("n")[..8]}:live";
    private HubFixture _hub = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        foreach (var image in _images)
        {
            await _engine.RemoveImageAsync(image, CancellationToken.None);
        }

        _engine.Dispose();
    }

    [Fact]
    public async Task A_good_image_replaces_the_one_before_a_bad_one_does_not_and_one_command_goes_back()
    {
        var bare = await BusyboxImage.EnsureBareAsync(_engine, Cancel);
        var first = await MakeAsync(bare, "ENV VERSION=1");
        await StartHubAsync(App());
        await UntilAsync(row => row is { Stage: ReleaseStage.Default } && row.ImageId == first, "the first image to be the default");
        var ada = await _hub.AddUserAsync("ada");
        await Servers.StartAsync(_hub, ada, "app");
        Assert.Equal((first, _name), await ImageOfAsync(ada));

        // A good one: people get it from their next start on.
        var second = await MakeAsync(bare, "ENV VERSION=2");
        Look();
        await UntilAsync(row => row is { Stage: ReleaseStage.Default, Result: ReleaseResult.Passed } && row.ImageId == second, "the second");
        Assert.Equal(first, (await ImageOfAsync(ada)).Image);
        Assert.Contains("A newer version of", await HomeAsync(ada), StringComparison.Ordinal);
        await RestartAsync(ada);
        Assert.Equal((second, _name), await ImageOfAsync(ada));
        Assert.DoesNotContain("A newer version of", await HomeAsync(ada), StringComparison.Ordinal);

        // A bad one stays outside, and says why.
        var third = await MakeAsync(bare, "ENV BROKEN=1");
        Look();
        var failed = await UntilAsync(row => row is { Stage: ReleaseStage.Candidate, Result: ReleaseResult.Failed } && row.ImageId == third, "the third");
        Assert.Contains("exit code 3", failed.Reason, StringComparison.Ordinal);
        Assert.Contains("this one is broken", failed.LogTail, StringComparison.Ordinal);
        var bob = await _hub.AddUserAsync("bob");
        await Servers.StartAsync(_hub, bob, "app");
        Assert.Equal(second, (await ImageOfAsync(bob)).Image);

        // Back, and there it stays.
        Assert.True((await Actions.RollBackAsync("app", Cancel)).Ok);
        await RestartAsync(bob);
        Assert.Equal(first, (await ImageOfAsync(bob)).Image);
        await Rounds.LookAsync(Cancel);
        Assert.Equal(first, (await Releases.DefaultAsync("app", Cancel))!.ImageId);
        await NothingOfTheTestsRunsAsync();
        Assert.Contains(_hub.Complaints, line => line.Contains("failed its test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_nobody_needs_leaves_the_disk_and_nothing_else_does()
    {
        var bare = await BusyboxImage.EnsureBareAsync(_engine, Cancel);
        var first = await MakeAsync(bare, "ENV VERSION=1");
        await StartHubAsync(App());
        await UntilAsync(row => row.Stage is ReleaseStage.Default, "the first");
        var ada = await _hub.AddUserAsync("ada");
        await Servers.StartAsync(_hub, ada, "app");
        var second = await MakeAsync(bare, "ENV VERSION=2");
        Look();
        await UntilAsync(row => row.Stage is ReleaseStage.Default && row.ImageId == second, "the second");

        KeepNothing();
        await Rounds.TidyAsync(Cancel);
        Assert.NotNull(await Site.FindImageAsync(first, Cancel));
        var refused = await Actions.RemoveAsync("app", first["sha256:".Length..][..12], Cancel);
        Assert.Contains("1 server runs on it", refused.Text, StringComparison.Ordinal);

        await RestartAsync(ada);
        await Rounds.TidyAsync(Cancel);
        Assert.Null(await Site.FindImageAsync(first, Cancel));
        Assert.NotNull(await Site.FindImageAsync(second, Cancel));
        Assert.NotNull(await Site.FindImageAsync(bare, Cancel));
        Assert.Equal(ReleaseStage.Removed, (await RowsAsync()).Single(row => row.ImageId == first).Stage);
    }

    [Fact]
    public async Task A_new_JupyterLab_runs_a_cell_before_people_get_it()
    {
        var first = await MakeAsync("atoll/slim:latest", "ENV VERSION=1");
        await StartHubAsync(new EnvironmentOptions { Name = "app", Image = _name, Command = ["sh", "-c", Lab] });
        await UntilAsync(row => row.Stage is ReleaseStage.Default && row.ImageId == first, "the first");

        var second = await MakeAsync("atoll/slim:latest", "ENV VERSION=2");
        Look();
        await UntilAsync(row => row is { Stage: ReleaseStage.Default, Result: ReleaseResult.Passed } && row.ImageId == second, "the second");
        await NothingOfTheTestsRunsAsync();

        // It starts and answers, but its kernels end at once: only a cell can tell.
        var third = await MakeAsync("atoll/slim:latest", "ENV BROKEN=1");
        Look();
        var failed = await UntilAsync(row => row.ImageId == third && row.Result is not ReleaseResult.Untested, "the third");
        Assert.Equal((ReleaseStage.Candidate, ReleaseResult.Failed), (failed.Stage, failed.Result));
        Assert.StartsWith("It started, but ", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(second, (await Releases.DefaultAsync("app", Cancel))!.ImageId);
    }

    [Fact]
    public async Task A_tag_that_moved_in_its_registry_is_pulled_beside_what_people_have()
    {
        await using var registry = await Registry.StartAsync(0, 1000, Cancel);
        // Nothing in these images can run: what is pulled, kept and tested is all that is looked at.
        await StartHubAsync(new EnvironmentOptions { Name = "app", Image = registry.Image, Command = ["/nothing"], OwnLogin = false });
        using var ada = await _hub.WithTokenAsync(await _hub.AddUserAsync("ada"));
        using var started = await ada.PostAsync(new Uri("/hub/api/users/ada/server", UriKind.Relative), null, Cancel);
        var first = await UntilAsync(row => row.Stage is ReleaseStage.Default, "what the first start pulled to be the default");
        _images.Add(first.ImageId);
        Assert.Equal(registry.ByDigest, first.Image);

        var moved = registry.Move(2000);
        Assert.True((await Actions.UpdateAsync("app", Cancel)).Ok);

        var second = await UntilAsync(row => row is { Stage: ReleaseStage.Candidate, Result: ReleaseResult.Failed }, "the moved tag to be pulled and tested");
        _images.Add(second.ImageId);
        Assert.Equal(moved, second.Image);
        Assert.Equal(first.Image, (await Releases.DefaultAsync("app", Cancel))!.Image);
    }

    private IImageSite Site => (IImageSite)_hub.Services.GetRequiredService<Sites>()["local"];

    private ReleaseRounds Rounds => _hub.Services.GetRequiredService<ReleaseRounds>();

    private EnvironmentActions Actions => _hub.Services.GetRequiredService<EnvironmentActions>();

    private EnvironmentReleases Releases => _hub.Services.GetRequiredService<EnvironmentReleases>();

    private EnvironmentOptions App() => new()
    {
        Name = "app", DisplayName = "The app", Image = _name, Command = ["sh", "-c", Serve], OwnLogin = false, DefaultUrl = "/", ReadyPath = "",
    };

    private async Task StartHubAsync(EnvironmentOptions environment) =>
        _hub = await HubFixture.StartAsync(options => options.Environments = [environment]);

    /// <summary>Makes an image with changes and gives it the name; returns its id.</summary>
    private async Task<string> MakeAsync(string from, params string[] changes)
    {
        await _engine.CommitAsync(from, _name, changes, Cancel);
        var id = await _engine.IdOfAsync(_name, Cancel);
        _images.Add(id);
        return id;
    }

    private void Look() => _hub.Services.GetRequiredService<ReleaseWatch>().Wake();

    private void KeepNothing()
    {
        var options = _hub.Services.GetRequiredService<Live<HubOptions>>();
        options.Replace(new HubOptions { Environments = options.Value.Environments, Images = new ImagesOptions { KeepDays = 0 } });
    }

    private async Task<IReadOnlyList<ReleaseRow>> RowsAsync() =>
        await _hub.Services.GetRequiredService<ReleaseStore>().OfAsync("local", "app", Cancel);

    private async Task<ReleaseRow> UntilAsync(Func<ReleaseRow, bool> done, string what)
    {
        ReleaseRow? found = null;
        await Until.TrueAsync(async () => (found = (await RowsAsync()).FirstOrDefault(done)) is not null, _most, what);
        return found!;
    }

    private async Task RestartAsync(UserRow user)
    {
        var before = (await Servers.FindAsync(_hub, user))!;
        await _hub.Services.GetRequiredService<Atoll.Servers.ServerActions>().RestartAsync(before.Id, Cancel);
        await Until.TrueAsync(
            async () => await Servers.FindAsync(_hub, user) is { Phase: ServerPhase.Ready } now && now.StartNumber > before.StartNumber, _most, "the restart");
    }

    /// <summary>What the engine says that the user's server runs, and what the server is told.</summary>
    private async Task<(string Image, string Spec)> ImageOfAsync(UserRow user)
    {
        var row = (await Servers.FindAsync(_hub, user))!;
        return await _engine.ImageOfAsync(row.WorkloadId!, "JUPYTER_IMAGE_SPEC", Cancel);
    }

    private async Task<string> HomeAsync(UserRow user)
    {
        var browser = await _hub.SignInAsync(user);
        return await browser.Client.GetStringAsync(new Uri("/hub/home", UriKind.Relative), Cancel);
    }

    private async Task NothingOfTheTestsRunsAsync()
    {
        var tester = await _hub.Services.GetRequiredService<Users>().FindAsync(UserName.Tester.Value, Cancel);
        var row = await _hub.Services.GetRequiredService<Atoll.Servers.ServerStore>().FindAsync(tester!.Id, "app", Cancel);
        await Until.TrueAsync(
            async () => (await Site.ListAsync(Cancel)).All(workload => workload.Name != row!.Workload), TimeSpan.FromSeconds(30), "the test's server to be gone");
    }
}

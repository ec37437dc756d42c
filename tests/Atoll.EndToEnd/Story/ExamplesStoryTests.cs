using Atoll.Accounts.People;
using Atoll.Core.Lifecycles;
using Atoll.EndToEnd.Compute;
using Atoll.Environments;
using Atoll.Environments.Examples;
using Atoll.Servers;
using Atoll.Storage;
using Atoll.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.EndToEnd.Story;

/// <summary>A teacher's repository in a student's home, with a real JupyterLab; and what happens where an image has no shell.</summary>
public sealed class ExamplesStoryTests : IAsyncLifetime
{
    private readonly Engine _engine = new();
    private GitRepository _repository = null!;
    private HubFixture? _hub;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HubFixture Hub => _hub!;

    public async ValueTask InitializeAsync()
    {
        _repository = await GitRepository.NewAsync();
        _repository.Write("README.md", "# Welcome");
        _repository.Write("lesson 1/überblick.md", "one");
        await _repository.CommitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_hub?.DisposeAsync() ?? ValueTask.CompletedTask);
        _repository.Dispose();
        _engine.Dispose();
    }

    [Fact]
    public async Task The_newest_files_are_there_at_each_start_and_edits_stay()
    {
        _hub = await HubFixture.StartAsync(options => options.Environments = [Slim()]);
        var ada = await _hub.AddUserAsync("ada");
        await KeptAsync();
        await Servers.StartAsync(_hub, ada);

        Assert.Equal("# Welcome", Read(ada, "README.md"));
        Assert.Equal("one", Read(ada, "lesson 1/überblick.md"));
        Assert.Equal("/lab/tree/examples/slim/README.md", (await Servers.FindAsync(_hub, ada))!.Plan!.DefaultUrl);
        var browser = await _hub.SignInAsync(ada);
        var opened = await Visits.FollowAsync(browser.Client, "/user/ada/");
        Assert.Equal("/user/ada/lab/tree/examples/slim/README.md", opened.RequestMessage!.RequestUri!.AbsolutePath);

        // What runs in the server is the person: it writes, the copy does not let it.
        var kernel = await Kernel.ConnectAsync(_hub, ada);
        Assert.Equal("", await kernel.RunAsync("open('/home/jovyan/examples/slim/README.md', 'w').write('mine') and None"));
        Assert.Equal("True", await kernel.RunAsync($"import os; print(not os.access('{ExamplesStep.Path}/files/README.md', os.W_OK))"));
        _repository.Write("README.md", "# Welcome back");
        _repository.Write("lesson 1/überblick.md", "two");
        _repository.Write("lesson 2.md", "new");
        await _repository.CommitAsync();
        await _hub.Services.GetRequiredService<ExamplesKeeper>().RefreshAsync(Slim());
        await RestartAsync(ada);

        Assert.Equal(("mine", "two", "new"), (Read(ada, "README.md"), Read(ada, "lesson 1/überblick.md"), Read(ada, "lesson 2.md")));
        Assert.Equal("/lab", (await Servers.FindAsync(_hub, ada))!.Plan!.DefaultUrl);
        Assert.Contains(await LogAsync(ada), line => line.Contains("2 new or renewed in examples/slim, 1 of your own", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_repository_that_is_not_there_stops_nobody()
    {
        _hub = await HubFixture.StartAsync(options => options.Environments = [Slim("/nowhere/examples.git")]);
        var ada = await _hub.AddUserAsync("ada");

        await Servers.StartAsync(_hub, ada);

        Assert.False(Directory.Exists(Path.Combine(HomeOf(ada), "examples")));
        Assert.Equal("/lab", (await Servers.FindAsync(_hub, ada))!.Plan!.DefaultUrl);
        Assert.Contains(_hub.Complaints, line => line.Contains("Examples of environment slim: git fetch: fatal:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_image_without_a_shell_runs_without_examples_and_the_operator_is_told()
    {
        var image = await BusyboxImage.EnsureWithoutShellAsync(_engine, Cancel);
        var environment = new EnvironmentOptions
        {
            Name = "slim", Image = image, Command = ["/bin/busybox", "httpd", "-f", "-p", "8888"], OwnLogin = false, ReadyPath = "",
            Examples = new ExamplesOptions { Repository = _repository.Path },
        };
        _hub = await HubFixture.StartAsync(options => options.Environments = [environment]);
        var ada = await _hub.AddUserAsync("ada");
        await KeptAsync(environment);

        await Servers.StartAsync(_hub, ada);

        Assert.False(Directory.Exists(Path.Combine(HomeOf(ada), "examples")));
        Assert.Contains(_hub.Complaints, line => line.Contains("Its image has no /bin/sh", StringComparison.Ordinal));
        Assert.Contains("Its image has no /bin/sh", _hub.Services.GetRequiredService<ExamplesKeeper>().Describe(environment), StringComparison.Ordinal);
    }

    private EnvironmentOptions Slim(string? repository = null) => new()
    {
        Name = "slim", Image = "atoll/slim:latest", BuiltHere = true, Examples = new ExamplesOptions { Repository = repository ?? _repository.Path },
    };

    private Task KeptAsync(EnvironmentOptions? environment = null) =>
        Hub.Services.GetRequiredService<ExamplesKeeper>().RefreshAsync(environment ?? Slim());

    private string HomeOf(UserRow user) => Path.Combine(Hub.Settings.Data.Volumes, Homes.VolumeOf(user.Id));

    private string Read(UserRow user, string path) => File.ReadAllText(Path.Combine(HomeOf(user), "examples/slim", path));

    private async Task<IReadOnlyList<string>> LogAsync(UserRow user) =>
        await Hub.Services.GetRequiredService<Atoll.Compute.Sites>()["local"].LogsAsync((await Servers.FindAsync(Hub, user))!.WorkloadId!, 500, Cancel);

    private async Task RestartAsync(UserRow user)
    {
        var before = (await Servers.FindAsync(Hub, user))!;
        await Hub.Services.GetRequiredService<ServerActions>().RestartAsync(before.Id, Cancel);
        await Until.TrueAsync(
            async () => await Servers.FindAsync(Hub, user) is { Phase: ServerPhase.Ready } now && now.StartNumber > before.StartNumber,
            TimeSpan.FromMinutes(2),
            "the restart");
    }
}

using System.Net;
using System.Net.Sockets;
using Atoll.Environments;
using Atoll.Environments.Examples;
using Atoll.Platform;
using Atoll.Platform.Configuration;
using Atoll.TestKit;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Atoll.Tests.Environments.Examples;

/// <summary>A repository never holds up a start: not by being away, not by being slow.</summary>
public sealed class ExamplesKeeperTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("atoll-keeper-");
    private readonly ManualTime _time = new();
    private readonly LogBook _log = new();
    private readonly ILoggerFactory _loggers;
    private GitRepository _repository = null!;

    public ExamplesKeeperTests() => _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _repository = await GitRepository.NewAsync();
        _repository.Write("README.md", "one");
        await _repository.CommitAsync();
    }

    public ValueTask DisposeAsync()
    {
        _repository.Dispose();
        _loggers.Dispose();
        _data.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_start_gets_what_the_repository_holds_now()
    {
        var environment = Offer(_repository.Path);
        using var keeper = Keeper(environment);
        Assert.Equal("one", Text(await keeper.ForStartAsync(environment, Cancel)));
        _repository.Write("README.md", "two");
        await _repository.CommitAsync();

        Assert.Equal("one", Text(await keeper.ForStartAsync(environment, Cancel)));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("two", Text(await keeper.ForStartAsync(environment, Cancel)));
    }

    [Fact]
    public async Task When_it_is_gone_a_start_gets_the_last_good_copy_also_after_a_restart_of_the_hub()
    {
        var environment = Offer(_repository.Path);
        using (var first = Keeper(environment))
        {
            await first.ForStartAsync(environment, Cancel);
        }

        _repository.Dispose();
        using var second = Keeper(environment);

        Assert.Equal("one", Text(await second.ForStartAsync(environment, Cancel)));
        Assert.Contains("Examples of environment slim: git fetch: fatal:", Assert.Single(_log.Lines), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("one", Text(await second.ForStartAsync(environment, Cancel)));
        Assert.Single(_log.Lines);
        Assert.Contains("git fetch", second.Describe(environment), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_waits_a_moment_for_one_that_does_not_answer_and_the_next_does_not_wait_at_all()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var environment = Offer($"git://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/silent.git");
        using var keeper = Keeper(environment);

        var start = keeper.ForStartAsync(environment, Cancel);
        using var asked = await silent.AcceptTcpClientAsync(Cancel);
        Assert.False(start.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Null(await start);

        // Two minutes are the end of git's patience.
        var refresh = keeper.RefreshAsync(environment);
        _time.Advance(TimeSpan.FromMinutes(3));
        await refresh;
        Assert.Contains("did not end within 120 seconds", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.True(keeper.ForStartAsync(environment, Cancel).IsCompleted);
    }

    [Fact]
    public async Task Another_repository_of_the_same_environment_is_never_taken_for_it()
    {
        var environment = Offer(_repository.Path);
        using var keeper = Keeper(environment);
        Assert.NotNull(await keeper.ForStartAsync(environment, Cancel));

        Assert.Null(await keeper.ForStartAsync(Offer("/nowhere/else.git"), Cancel));
    }

    [Fact]
    public async Task An_environment_without_examples_asks_nobody()
    {
        var environment = Offer("");
        using var keeper = Keeper(environment);

        Assert.Null(await keeper.ForStartAsync(environment, Cancel));
        Assert.Null(keeper.Describe(environment));
        Assert.Empty(_data.GetFileSystemInfos());
    }

    private static EnvironmentOptions Offer(string repository) =>
        new() { Name = "slim", Image = "x:1", Examples = new ExamplesOptions { Repository = repository } };

    private static string Text(ExamplesCopy? copy) => File.ReadAllText(Path.Combine(copy!.Folder, "files", "README.md"));

    private ExamplesKeeper Keeper(EnvironmentOptions environment) => new(
        new Live<Choices>(new Choices([environment], Defaults.Sizes())), new DataFolder(_data.FullName), _time, _loggers.CreateLogger<ExamplesKeeper>());
}

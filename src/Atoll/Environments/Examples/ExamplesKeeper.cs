using System.Collections.Concurrent;
using Atoll.Platform;
using Atoll.Platform.Configuration;
using Atoll.Platform.Work;

namespace Atoll.Environments.Examples;

/// <summary>
/// Keeps the newest copy of each environment's examples at hand: asked for in the background every few minutes, and once more when a start
/// needs it. A start waits a moment for a repository that answered the last time, and never for one that did not: then it gets the last
/// good copy.
/// </summary>
internal sealed partial class ExamplesKeeper(
    Live<Choices> choices, DataFolder data, TimeProvider time, ILogger<ExamplesKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(5);

    // A copy of this age is new enough for a start.
    private static readonly TimeSpan _fresh = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, State> _states = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task>> _running = new(StringComparer.Ordinal);

    /// <summary>What a start is given; null when the environment has no examples, or none could be fetched yet.</summary>
    public async Task<ExamplesCopy?> ForStartAsync(EnvironmentOptions environment, CancellationToken cancellationToken)
    {
        if (!environment.Examples.Exist())
        {
            return null;
        }

        var before = StateOf(environment);
        if (before.Trouble is null && !(time.GetUtcNow() - before.Asked < _fresh))
        {
            await AMomentForAsync(RefreshAsync(environment), cancellationToken);
        }

        return StateOf(environment).Copy;
    }

    /// <summary>What is at hand now, without asking anybody.</summary>
    public ExamplesCopy? AtHand(EnvironmentOptions environment) => environment.Examples.Exist() ? StateOf(environment).Copy : null;

    /// <summary>What the operators' page says; null for an environment without examples.</summary>
    public string? Describe(EnvironmentOptions environment)
    {
        if (!environment.Examples.Exist())
        {
            return null;
        }

        var state = StateOf(environment);
        var copy = state.Copy is null ? "not fetched yet" : $"as of {state.Copy.Fetched.UtcDateTime:yyyy-MM-dd HH:mm} UTC";
        return $"Examples from {environment.Examples.Repository}, {copy}." + (state.Trouble is { } trouble ? $" {trouble}" : "");
    }

    /// <summary>Notes that a workload could not be given examples, for the operators' page and, once, for the log.</summary>
    public void Refused(EnvironmentOptions environment, string why) => Note(environment, StateOf(environment) with { Trouble = why });

    /// <summary>Asks the repository now; several who ask at once wait for the same answer. What goes wrong is told in the log.</summary>
    public Task RefreshAsync(EnvironmentOptions environment) =>
        _running.GetOrAdd(KeyOf(environment), _ => new Lazy<Task>(() => FetchAsync(environment))).Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wake = new WakeUp(time);
        choices.Listen(_ => wake.Call());
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await RefreshAllAsync(choices.Value);
                await wake.WaitAsync(_interval, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    private Task RefreshAllAsync(Choices now) =>
        Task.WhenAll(now.Environments.Where(environment => environment.Examples.Exist()).Select(RefreshAsync));

    private async Task FetchAsync(EnvironmentOptions environment)
    {
        // Whoever asked may go away; the fetch is everybody's, and what is wrong with it is told in one place.
        await Task.Yield();
        try
        {
            var copy = await FolderOf(environment).RefreshAsync(environment.Examples, CancellationToken.None);
            Note(environment, new State(copy, time.GetUtcNow(), Trouble: null));
        }
        catch (Exception failure)
        {
            Note(environment, StateOf(environment) with { Asked = time.GetUtcNow(), Trouble = failure.Message });
        }
        finally
        {
            _running.TryRemove(KeyOf(environment), out _);
        }
    }

    private async Task AMomentForAsync(Task refresh, CancellationToken cancellationToken)
    {
        try
        {
            await refresh.WaitAsync(_patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The last good copy has to do. The next start does not wait for this repository until it answers again.
        }
    }

    private void Note(EnvironmentOptions environment, State state)
    {
        var before = StateOf(environment);
        _states[KeyOf(environment)] = state;
        if (state.Trouble is not null && state.Trouble != before.Trouble)
        {
            Log.Trouble(logger, environment.Name, state.Trouble);
        }
    }

    private State StateOf(EnvironmentOptions environment) =>
        _states.GetOrAdd(KeyOf(environment), _ => new State(FolderOf(environment).Latest(), Asked: null, Trouble: null));

    private ExamplesFolder FolderOf(EnvironmentOptions environment) => new(Path.Combine(data.Examples, KeyOf(environment)), time);

    private static string KeyOf(EnvironmentOptions environment) => ExamplesFolder.NameOf(environment.Name, environment.Examples);

    private sealed record State(ExamplesCopy? Copy, DateTimeOffset? Asked, string? Trouble);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Examples of environment {Environment}: {Detail} Servers start with the last good copy, or without")]
        public static partial void Trouble(ILogger logger, string environment, string detail);
    }
}

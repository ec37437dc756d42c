using Atoll.Platform.Configuration;
using Atoll.TestKit;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Atoll.Tests.Platform.Configuration;

/// <summary>A configuration file that changes under a hub: in every way that editors, people and mounted configuration have.</summary>
public sealed class ConfigurationWatcherTests : IDisposable, ILogger
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-watch-");
    private readonly ManualTime _time = new();
    private readonly List<string> _log = [];
    private ConfigurationWatcher<HubOptions> _watcher = null!;
    private Live<HubOptions> _live = null!;

    private string File => Path.Combine(_folder.FullName, "atoll.yaml");

    public ConfigurationWatcherTests() => Begin("hub_name: One\n");

    public void Dispose()
    {
        _watcher.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void What_was_written_counts_once_it_stays_the_same()
    {
        Write("hub_name: Two\n");
        Tick();
        Assert.Equal("One", _live.Value.HubName);

        Write("hub_name: Three\n");
        Tick();
        Assert.Equal("One", _live.Value.HubName);

        Tick();
        Assert.Equal("Three", _live.Value.HubName);
        Assert.Equal([$"Information: {File} was read anew. Changed: hub_name. Waiting for a restart: nothing."], _log);
    }

    [Fact]
    public void A_new_file_in_the_place_of_the_old_one_is_noticed()
    {
        var edited = File + "~";
        System.IO.File.WriteAllText(edited, "hub_name: Two\n");
        System.IO.File.Move(edited, File, overwrite: true);

        Tick(2);

        Assert.Equal("Two", _live.Value.HubName);
    }

    [Fact]
    public void A_link_that_is_switched_is_noticed()
    {
        foreach (var (version, name) in new[] { ("v1", "One"), ("v2", "Two") })
        {
            System.IO.File.WriteAllText(Path.Combine(_folder.CreateSubdirectory(version).FullName, "atoll.yaml"), $"hub_name: {name}\n");
        }

        var current = Path.Combine(_folder.FullName, "current");
        Directory.CreateSymbolicLink(current, "v1");
        System.IO.File.Delete(File);
        System.IO.File.CreateSymbolicLink(File, "current/atoll.yaml");
        Tick(2);
        Assert.Empty(_log);

        Directory.CreateSymbolicLink(current + ".new", "v2");
        Directory.Delete(current);
        Directory.Move(current + ".new", current);
        Tick(2);

        Assert.Equal("Two", _live.Value.HubName);
    }

    [Fact]
    public void Faults_change_nothing_and_are_told_once()
    {
        Write("hub_name: Two\nport: http\nsizes: none\n");
        Tick(5);

        Assert.Equal("One", _live.Value.HubName);
        Assert.Equal(
            [
                $"Error: {File} cannot be used; the configuration stays as it was before.",
                $"Error: {File}, line 2: port: must be a whole number, not 'http'.",
                $"Error: {File}, line 3: sizes: must be a list (each item after '- ', or all in [ ]), not 'none'.",
            ],
            _log);

        Write("hub_name: Two\n");
        Tick(2);
        Assert.Equal("Two", _live.Value.HubName);
        Assert.Equal($"Information: {File} was read anew. Changed: hub_name. Waiting for a restart: nothing.", _log[^1]);
    }

    [Fact]
    public void Going_back_to_what_was_good_is_told_too()
    {
        Write("hub_name: [\n");
        Tick(3);
        Write("hub_name: One\n");
        Tick(3);

        Assert.Equal(3, _log.Count);
        Assert.Equal($"Information: {File} was read anew. Changed: nothing. Waiting for a restart: nothing.", _log[^1]);
    }

    [Fact]
    public void What_needs_a_restart_waits_for_it()
    {
        Write("hub_name: Two\nport: 9000\nsite: { api_port: 9001 }\n");
        Tick(2);

        Assert.Equal(("Two", 8000, 8081), (_live.Value.HubName, _live.Value.Port, _live.Value.Site.ApiPort));
        Assert.Equal([$"Information: {File} was read anew. Changed: hub_name. Waiting for a restart: port, site.api_port."], _log);
    }

    [Fact]
    public void A_file_that_goes_leaves_what_it_said()
    {
        System.IO.File.Delete(File);
        Tick(3);

        Assert.Equal("One", _live.Value.HubName);
        Assert.Single(_log, line => line.Contains("It is gone.", StringComparison.Ordinal));

        Write("hub_name: Two\n");
        Tick(2);
        Assert.Equal("Two", _live.Value.HubName);
    }

    [Fact]
    public void A_file_that_is_away_for_a_moment_is_nothing_to_tell()
    {
        Tick(2);
        System.IO.File.Delete(File);
        Tick();
        Write("hub_name: One\n");
        Tick(3);

        Assert.Empty(_log);
    }

    [Fact]
    public void A_file_that_comes_is_read()
    {
        System.IO.File.Delete(File);
        Begin(yaml: null);
        Tick(3);
        Assert.Equal("Atoll", _live.Value.HubName);

        Write("hub_name: Two\n");
        Tick(2);
        Assert.Equal("Two", _live.Value.HubName);
    }

    [Fact]
    public void Asked_to_look_at_once_it_does_not_wait()
    {
        Write("hub_name: Two\n");

        _watcher.Look(atOnce: true);

        Assert.Equal("Two", _live.Value.HubName);
    }

    [Fact]
    public async Task It_looks_by_itself_every_second()
    {
        await _watcher.StartAsync(CancellationToken.None);
        Write("hub_name: Two\n");

        await Until.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return _live.Value.HubName == "Two";
            },
            TimeSpan.FromSeconds(10),
            "the new name");

        await _watcher.StopAsync(CancellationToken.None);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _log.Add($"{logLevel}: {formatter(state, exception)}");

    private void Begin(string? yaml)
    {
        if (yaml is not null)
        {
            Write(yaml);
        }

        var source = new ConfigurationSource { File = File };
        _live = new Live<HubOptions>(source.Read<HubOptions>());
        _watcher = new ConfigurationWatcher<HubOptions>(source, _live, _time, this);
    }

    private void Write(string yaml) => System.IO.File.WriteAllText(File, yaml);

    private void Tick(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _watcher.Look();
        }
    }
}

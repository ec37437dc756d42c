using Atoll.Core.Lifecycles;
using Atoll.Platform;
using Atoll.Platform.Database;
using Atoll.TestKit;
using Atoll.Tests.Servers;
using Dapper;
using Xunit;

namespace Atoll.Tests.FirstDay;

/// <summary>A secret or database that does not belong to this hub stops the start with what to do; <c>--new-secret</c> goes on on purpose.</summary>
[Trait("Pace", "slow")]
public sealed class SecretTests : IAsyncLifetime
{
    private const string Remedy =
        "To go on with a new one, start once with: atoll up --new-secret. Forms that are open must then be sent again, and servers that are starting are stopped.";

    private readonly DataFolder _data = new(Directory.CreateTempSubdirectory("atoll-mark-").FullName);
    private string _config = "";

    public async ValueTask InitializeAsync()
    {
        _config = _data.Root + ".yaml";
        await File.WriteAllTextAsync(_config, StandIn.Yaml());
        Assert.Equal(0, (await RunAsync("user", "add", "ada")).Code);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_data.Root, recursive: true);
        File.Delete(_config);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Lost_secret_is_asked_for_and_not_made_anew()
    {
        File.Delete(_data.SecretKey);

        await SaysAsync(
            $"{_data.SecretKey} is missing, and the database was made with it. Restore it from a backup (or set ATOLL_SECRET, if that was used before). {Remedy}");
        Assert.False(File.Exists(_data.SecretKey));
    }

    [Fact]
    public async Task Secret_of_another_database_is_refused()
    {
        await File.WriteAllBytesAsync(_data.SecretKey, new byte[32], TestContext.Current.CancellationToken);

        await SaysAsync(
            $"{_data.SecretKey} is not the secret that this database was made with. Restore the one that belongs to it; "
            + $"hubs that share a database share it as ATOLL_SECRET. {Remedy}");
    }

    [Fact]
    public async Task Secret_that_others_may_read_is_refused()
    {
        File.SetUnixFileMode(_data.SecretKey, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var up = await RunAsync("up");

        Assert.Equal(1, up.Code);
        Assert.Contains($"Close it with: chmod 600 {_data.SecretKey}.", up.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_of_a_newer_program_is_left_alone()
    {
        await using (var database = new SqliteDatabase(_data.Database))
        {
            await database.WriteAsync(connection => connection.ExecuteAsync("INSERT INTO migrations (name) VALUES ('9999_of_tomorrow.sql')"), CancellationToken.None);
        }

        await SaysAsync(
            "The database was used by a newer version of Atoll, which has changed it (9999_of_tomorrow.sql). Start that version, "
            + "or put back the copy of the database from before the upgrade.");
    }

    [Fact]
    public async Task File_that_is_no_database_is_left_alone()
    {
        File.Delete(_data.Database + "-wal");
        File.Delete(_data.Database + "-shm");
        await File.WriteAllTextAsync(_data.Database, new string('x', 20_000), TestContext.Current.CancellationToken);

        await SaysAsync($"{_data.Database} is no database, or a damaged one. Restore it from a backup; homes are not in it.");
        Assert.Equal(20_000, new FileInfo(_data.Database).Length);
    }

    [Fact]
    public async Task Going_on_with_a_new_secret_stops_what_was_starting_and_keeps_the_rest()
    {
        await using var folder = await HubFolder.NewAsync("running", "starting");
        await using (var last = await folder.UpAsync())
        {
            await folder.StartAsync("running", "prompt");
            await folder.ShowsAsync("running", "\"ready\":true");
            await folder.StartAsync("starting", StandIn.Held);
            await last.EndAsync("KILL");
        }

        File.Delete(folder.Data.SecretKey);
        Assert.Contains("secret.key is missing", (await Assert.ThrowsAsync<InvalidOperationException>(() => folder.UpAsync())).Message, StringComparison.Ordinal);
        await using (var once = await folder.UpAsync("--new-secret"))
        {
            await once.EndAsync("TERM");
        }

        // From now on it is this hub's secret: nothing needs to be said any more.
        await using var hub = await folder.NextAsync();
        await folder.UntilAsync(hub, "running", ServerPhase.Ready);
        await folder.UntilAsync(hub, "starting", ServerPhase.Stopped);
        Assert.Empty(hub.Complaints);
    }

    private async Task SaysAsync(string sentence) => Assert.Equal(new ProgramEnd(1, "", $"atoll: {sentence}\n"), await RunAsync("up"));

    private Task<ProgramEnd> RunAsync(params string[] arguments) =>
        AtollProgram.RunAsync([.. arguments, "--data", _data.Root, "--config", _config]);
}

using Atoll.EndToEnd.Compute;
using Atoll.EndToEnd.Packaging;
using Atoll.TestKit;
using Xunit;

namespace Atoll.EndToEnd.Failures;

/// <summary>Starts while the machine under them has no engine or no disk space, and after it has them again.</summary>
public sealed class MachineTroubleTests
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Engine_that_is_away_is_waited_for_and_told_and_trying_again_works()
    {
        await using var behind = await BehindRelay.StartAsync();
        using var ada = await Asker.AddAsync(behind.Hub, "ada");
        await behind.Relay.CloseAsync();

        Assert.Equal(202, (await ada.StartAsync(BusyboxServer.Name)).Status);

        await ReadsAsync(ada, "The machine that runs the servers does not answer. This goes on as soon as it does.");
        // It cannot be taken down while the engine is away; that must not hide why it ends.
        const string Sentence = "The machine that runs the servers does not answer. Try again in a few minutes. Your files are safe.";
        await ReadsAsync(ada, Sentence);
        await ReadsAsync(ada, "Reason code: site-away · The container engine at ");
        Assert.Equal("site-away", (string?)(await ada.FailureAsync())["reason"]);

        behind.Relay.Open();
        await EndedAsync(behind.Hub, ada, Sentence, "site-away");
    }

    [Fact]
    public async Task Container_that_somebody_removed_is_told_as_such_and_starts_again()
    {
        await using var behind = await BehindRelay.StartAsync();
        using var ada = await Asker.AddAsync(behind.Hub, "ada");
        await ada.StartAsync(BusyboxServer.Name);
        await Story.Servers.ReadyAsync(behind.Hub, ada.User);
        var row = await Story.Servers.FindAsync(behind.Hub, ada.User);

        // Who looked in between would see it end, which is another reason.
        await behind.Relay.CloseAsync();
        await behind.Engine.RemoveContainerAsync(row!.WorkloadId!, CancellationToken.None);
        behind.Relay.Open();

        const string Sentence = "Your server is gone: somebody or something outside the hub removed it. Your files are safe. Start it again.";
        await EndedAsync(behind.Hub, ada, Sentence, "vanished");
    }

    [Fact]
    public async Task Server_that_somebody_killed_is_told_by_its_exit_code_and_starts_again()
    {
        using var engine = new Engine();
        await using var hub = await QuickServers.StartAsync(_ => { });
        using var ada = await Asker.AddAsync(hub, "ada");
        await ada.StartAsync(BusyboxServer.Name);
        await Story.Servers.ReadyAsync(hub, ada.User);

        await engine.KillContainerAsync((await Story.Servers.FindAsync(hub, ada.User))!.WorkloadId!, CancellationToken.None);

        await EndedAsync(hub, ada, "Your server ended by itself with an error (exit code 137). Your files are safe.", "crashed");
    }

    [Fact]
    public async Task Full_disk_is_told_and_trying_again_works_when_there_is_room()
    {
        await using var disk = await FullDisk.MakeAsync(1);
        var folder = Directory.CreateTempSubdirectory("atoll-full-");
        try
        {
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "volumes"), disk.Folder);
            await using var hub = await QuickServers.StartAsync(options => options.Servers.SlowSeconds = 60, folder.FullName);
            using var ada = await Asker.AddAsync(hub, "ada");
            disk.Fill();

            var (status, message) = await ada.StartAsync(BusyboxServer.Name);

            const string Sentence = "The machine that runs the servers has no disk space left. Your files are safe.";
            const string Advice = "Tell the operator, and try again when there is room.";
            Assert.Equal(500, status);
            Assert.StartsWith($"Spawn failed: {Sentence} {Advice} (no-space", message, StringComparison.Ordinal);
            await ReadsAsync(ada, $"{Sentence} {Advice}");
            await ReadsAsync(ada, "Reason code: no-space");
            Assert.Equal("no-space", (string?)(await ada.FailureAsync())["reason"]);
            await Story.Servers.StoppedAsync(hub, ada.User);
            disk.Free();
            await ada.TryAgainAsync();
            await Story.Servers.ReadyAsync(hub, ada.User);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task EndedAsync(HubFixture hub, Asker who, string sentence, string reason)
    {
        await Story.Servers.StoppedAsync(hub, who.User);
        var (status, page) = await who.PendingAsync();
        Assert.Equal(500, status);
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.Contains($"Reason code: {reason}", page, StringComparison.Ordinal);
        Assert.Equal(reason, (string?)(await who.FailureAsync())["reason"]);
        await who.TryAgainAsync();
        await Story.Servers.ReadyAsync(hub, who.User);
    }

    private static Task ReadsAsync(Asker who, string text) => Until.TrueAsync(
        async () => (await who.PendingAsync()).Text.Contains(text, StringComparison.Ordinal), _longest, $"the page to say: {text}");
}

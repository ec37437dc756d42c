using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Atoll.Core.Lifecycles;
using Atoll.EndToEnd.Packaging;
using Atoll.Environments;
using Atoll.TestKit;
using Xunit;

namespace Atoll.EndToEnd.Failures;

/// <summary>A machine that has room for one small server, because the reserve leaves no more of it.</summary>
public sealed class RoomTests
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Size_that_is_larger_than_the_machine_is_refused_at_once_and_not_offered()
    {
        await using var hub = await BootAsync();
        using var ada = await Asker.AddAsync(hub, "ada");
        var capacity = $"all servers here together have 1.5 GB and {Environment.ProcessorCount} CPU";

        var (status, message) = await ada.StartAsync(BusyboxServer.Name, "vast");

        Assert.Equal(400, status);
        Assert.StartsWith("The size Vast needs ", message, StringComparison.Ordinal);
        Assert.Contains(capacity, message, StringComparison.Ordinal);
        Assert.EndsWith("Choose a smaller size.", message, StringComparison.Ordinal);
        var (_, html) = await ada.HtmlAsync("/hub/spawn");
        Assert.Contains(capacity, html, StringComparison.Ordinal);
        Assert.Contains("disabled", Regex.Match(html, "<input[^>]*value=\"vast\"[^>]*>").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("disabled", Regex.Match(html, "<input[^>]*value=\"small\"[^>]*>").Value, StringComparison.Ordinal);
        var posted = await ada.SendAsync("/hub/spawn", html, ("environment", BusyboxServer.Name), ("size", "vast"));
        Assert.Equal(HttpStatusCode.BadRequest, posted.Status);
        Assert.Contains(message, posted.Text, StringComparison.Ordinal);
        Assert.Contains("Reason code: over-capacity", posted.Text, StringComparison.Ordinal);
        Assert.Null(await Story.Servers.FindAsync(hub, ada.User));
    }

    [Fact]
    public async Task Next_waits_with_its_place_and_starts_as_soon_as_the_first_stops()
    {
        await using var hub = await BootAsync();
        using var ada = await Asker.AddAsync(hub, "ada");
        using var bob = await Asker.AddAsync(hub, "bob");
        using var cyd = await Asker.AddAsync(hub, "cyd");
        await ada.StartAsync(BusyboxServer.Name);
        await Story.Servers.ReadyAsync(hub, ada.User);

        Assert.Equal(202, (await bob.StartAsync(BusyboxServer.Name)).Status);
        Assert.Equal(202, (await cyd.StartAsync(BusyboxServer.Name)).Status);

        await WaitsAsync(bob, "You are next in the queue.");
        await WaitsAsync(cyd, "You are number 2 in the queue.");
        await ada.StopAsync();
        await Story.Servers.ReadyAsync(hub, bob.User);
        await WaitsAsync(cyd, "You are next in the queue.");
        Assert.Equal(ServerPhase.Waiting, (await Story.Servers.FindAsync(hub, cyd.User))!.Phase);
    }

    [Fact]
    public async Task Wait_that_takes_too_long_ends_and_trying_again_later_works()
    {
        await using var hub = await BootAsync(waitingSeconds: 3);
        using var ada = await Asker.AddAsync(hub, "ada");
        using var bob = await Asker.AddAsync(hub, "bob");
        await ada.StartAsync(BusyboxServer.Name);
        await Story.Servers.ReadyAsync(hub, ada.User);

        await bob.StartAsync(BusyboxServer.Name);

        await Until.TrueAsync(async () => (await bob.PendingAsync()).Status == 500, _longest, "the wait to end");
        var (_, page) = await bob.PendingAsync();
        Assert.Contains("No place became free for your server in time. Try again later, or choose a smaller size.", page, StringComparison.Ordinal);
        Assert.Contains("Reason code: no-place", page, StringComparison.Ordinal);
        Assert.Equal("no-place", (string?)(await bob.FailureAsync())["reason"]);
        await ada.StopAsync();
        await Story.Servers.StoppedAsync(hub, ada.User);
        await bob.TryAgainAsync();
        await Story.Servers.ReadyAsync(hub, bob.User);
    }

    private static async Task WaitsAsync(Asker who, string place)
    {
        var (status, page) = await who.PendingAsync();
        Assert.Equal(200, status);
        Assert.Contains($"{place} It starts by itself; you can leave this page open or come back later.", page, StringComparison.Ordinal);
        Assert.Contains("It needs 1 GB of memory; 512 MB of 1.5 GB are free.", page, StringComparison.Ordinal);
        var model = JsonNode.Parse((await who.AskAsync($"/users/{who.User.Name}")).Text)!;
        Assert.Equal("spawn", (string?)model["pending"]);
    }

    private static Task<HubFixture> BootAsync(double waitingSeconds = 600) => QuickServers.StartAsync(options =>
    {
        options.Servers.WaitingMinutes = waitingSeconds / 60;
        options.Site.Reserve.MemoryGb = MachineGb() - 1.5;
        options.Sizes.Add(new SizeOptions { Name = "vast", DisplayName = "Vast", MemoryGb = 60_000 });
    });

    private static double MachineGb()
    {
        var total = File.ReadLines("/proc/meminfo").First(line => line.StartsWith("MemTotal:", StringComparison.Ordinal));
        return double.Parse(total.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / (1 << 20);
    }
}

using Atoll.Compute.Processes;
using Atoll.Core.Lifecycles;
using Atoll.Proxy;
using Atoll.Servers;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Servers;

/// <summary>A hub dies, or is stopped, and the next one carries on from the rows: nothing is stuck, nothing runs twice, no orphan stays.</summary>
[Trait("Pace", "slow")]
public sealed class RestartTests
{
    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task Next_hub_carries_on_where_the_last_one_was(string signal)
    {
        await using var folder = await HubFolder.NewAsync("ada", "bob", "cyd");
        using var stays = new Browser(folder.Url);
        using var leaves = new Browser(folder.Url);
        string variables;
        SortedDictionary<string, string> before;
        await using (var last = await folder.UpAsync())
        {
            before = await OneOfEachAsync(folder);
            variables = (await folder.AskAsync("ada", "GET", "/user/ada/env")).Text;
            await EnterAsync(stays);
            await EnterAsync(leaves);
            using var left = await leaves.VisitAsync("/hub/logout");
            Assert.Equal(202, (await folder.AskAsync("cyd", "DELETE", "/hub/api/users/cyd/server")).Status);
            await last.EndAsync(signal);
        }

        Assert.Equal(before, await folder.WorkloadsAsync());
        await using var hub = await folder.NextAsync();

        // The running one: the same process behind the same route, at once; its token is good, a session that was ended is not.
        Assert.Equal((200, variables), await folder.AskAsync("ada", "GET", "/user/ada/env"));
        Assert.Equal(200, (await folder.AskWithAsync(VariableOf(variables, "JUPYTERHUB_API_TOKEN"), "GET", "/hub/api/user")).Status);
        Assert.Equal(200, await FetchAsync(stays));
        Assert.Equal(403, await FetchAsync(leaves));

        // The starting one becomes ready as the same start; the stopping one goes.
        folder.LetGo("bob");
        var bob = await folder.UntilAsync(hub, "bob", ServerPhase.Ready);
        var cyd = await folder.UntilAsync(hub, "cyd", ServerPhase.Stopped);
        Assert.Equal(1, bob.StartNumber);
        before.Remove(cyd.Workload, out var gone);
        Assert.Equal(before, await folder.WorkloadsAsync());
        Assert.Empty(ProcessTable.FindMarked(gone!));
        Assert.Empty(hub.Complaints);
    }

    [Fact]
    public async Task Running_servers_have_their_routes_before_anybody_is_served()
    {
        await using var folder = await HubFolder.NewAsync("ada");
        await using (var last = await folder.UpAsync())
        {
            await folder.StartAsync("ada", StandIn.Prompt);
            await folder.ShowsAsync("ada", "\"server\":\"/user/ada/\"");
            await last.EndAsync("KILL");
        }

        var boot = await HubBoot.PrepareAsync(folder.Settings(), CancellationToken.None);
        await using var database = boot.Database;
        await using var app = AtollApp.Build(folder.Settings(), boot);
        var reconciler = app.Services.GetRequiredService<ServerReconciler>();

        // The listener opens after this returns.
        await reconciler.StartAsync(CancellationToken.None);
        var route = app.Services.GetRequiredService<RouteRegistry>().Current.Find("/user/ada/x");
        await reconciler.StopAsync(CancellationToken.None);

        Assert.NotNull(route);
    }

    [Fact]
    public async Task Killed_again_and_again_amid_starts_and_stops_every_wish_is_met_in_the_end()
    {
        string[] people = ["p0", "p1", "p2", "p3", "p4", "p5"];
        await using var folder = await HubFolder.NewAsync(people);
        for (var round = 0; round < 3; round++)
        {
            await using var hub = await folder.UpAsync();
            // Half of them change their minds each time, some at once.
            await Task.WhenAll(people.Select(async (person, number) =>
            {
                var wantsToRun = (number + round) % 2 == 0;
                await folder.AskAsync(person, wantsToRun ? "POST" : "DELETE", $"/hub/api/users/{person}/server");
            }));
            await hub.EndAsync("KILL");
        }

        await using var last = await folder.NextAsync();
        // What was asked for while the last stop went on was refused then; so ask once more, and wait for it.
        foreach (var (person, number) in people.Select((person, number) => (person, number)))
        {
            await Until.TrueAsync(
                async () => (await folder.AskAsync(person, number < 3 ? "POST" : "DELETE", $"/hub/api/users/{person}/server")).Status is 201 or 204 or 400
                    && (await folder.AskAsync(person, "GET", $"/hub/api/users/{person}")).Text.Contains(
                        number < 3 ? $"\"server\":\"/user/{person}/\"" : "\"servers\":{}", StringComparison.Ordinal),
                HubFolder.Most,
                $"{person}'s wish");
        }

        Assert.Equal(3, (await folder.WorkloadsAsync()).Count);
        Assert.Equal(3, (await folder.Site.ListAsync(CancellationToken.None)).Count);
        foreach (var person in people[..3])
        {
            Assert.Equal(200, (await folder.AskAsync(person, "GET", $"/user/{person}/x")).Status);
        }
    }

    /// <summary>ada's runs, bob's starts, cyd's runs and will not heed a stop.</summary>
    private static async Task<SortedDictionary<string, string>> OneOfEachAsync(HubFolder folder)
    {
        await folder.StartAsync("ada", StandIn.Prompt);
        await folder.StartAsync("bob", StandIn.Held);
        await folder.StartAsync("cyd", StandIn.Deaf);
        await folder.ShowsAsync("ada", "\"server\":\"/user/ada/\"");
        await folder.ShowsAsync("cyd", "\"server\":\"/user/cyd/\"");
        await Until.TrueAsync(async () => (await folder.WorkloadsAsync()).Count == 3, HubFolder.Most, "three processes");
        await folder.ShowsAsync("bob", "\"pending\":\"spawn\"");
        return await folder.WorkloadsAsync();
    }

    private static string VariableOf(string variables, string name) =>
        variables.Split('\n').Single(line => line.StartsWith(name + "=", StringComparison.Ordinal)).Split('=', 2)[1];

    private static async Task EnterAsync(Browser browser)
    {
        using var signIn = await browser.SignInAsync("ada", "secret");
        using var entered = await browser.VisitAsync("/hub/enter?next=/user/ada/x");
        Assert.Equal(200, await FetchAsync(browser));
    }

    private static async Task<int> FetchAsync(Browser browser)
    {
        using var answer = await browser.FetchAsync("/user/ada/x");
        return (int)answer.StatusCode;
    }
}

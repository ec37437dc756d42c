using Atoll.Core.Lifecycles;
using Atoll.Core.Names;
using Atoll.Environments.Releases;
using Atoll.Servers;
using Atoll.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Servers.Testing;

/// <summary>The test of a release takes a person's way: row, queue, workload, answer. Here with processes in the images' place.</summary>
public sealed class SmokeTestsTests(HastyHub hub) : IClassFixture<HastyHub>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_answers_passes_and_is_gone_afterwards()
    {
        var verdict = await RunAsync(StandIn.Prompt);

        Assert.Equal((VerdictKind.Passed, null), (verdict.Kind, verdict.Reason));
        var tester = (await hub.Fixture.Services.GetUserAsync(UserName.Tester.Value))!;
        var row = (await hub.Store.FindAsync(tester.Id, StandIn.Prompt, Cancel))!;
        Assert.Equal((ServerPhase.Stopped, "sha256:new"), (row.Phase, row.Plan!.Image));
        Assert.Equal(0, await hub.WorkloadsAsync(row));
    }

    [Fact]
    public async Task What_crashes_fails_with_its_last_words()
    {
        var verdict = await RunAsync(StandIn.Crashing);

        Assert.Equal(VerdictKind.Failed, verdict.Kind);
        Assert.Contains("crashed (exit code 3)", verdict.Reason, StringComparison.Ordinal);
        Assert.NotEqual("", verdict.LogTail);
    }

    [Fact]
    public async Task What_never_answers_fails()
    {
        var verdict = await RunAsync(StandIn.Silent);

        Assert.Equal(VerdictKind.Failed, verdict.Kind);
        Assert.Contains("port-refused", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_a_dead_hub_left_running_is_begun_anew()
    {
        var services = hub.Fixture.Services;
        await RunAsync(StandIn.Stumbling);
        var tester = (await services.GetUserAsync(UserName.Tester.Value))!;
        var left = (await hub.Store.FindAsync(tester.Id, StandIn.Stumbling, Cancel))!;
        var running = await hub.Store.StartAsync(
            new StartOrder(tester.Id, StandIn.Stumbling, left.Site, new(left.Plan!, "{}")), Cancel);

        var verdict = await RunAsync(StandIn.Stumbling);

        Assert.Equal(VerdictKind.Passed, verdict.Kind);
        Assert.Equal(running.StartNumber + 1, (await hub.Store.GetAsync(left.Id, Cancel))!.StartNumber);
    }

    [Fact]
    public async Task Its_user_is_nobody_that_people_see()
    {
        await RunAsync(StandIn.Prompt);

        var users = hub.Fixture.Services.GetRequiredService<Atoll.Accounts.People.Users>();
        Assert.DoesNotContain(await users.ListAsync(Cancel), user => user.Name == UserName.Tester.Value);
    }

    private Task<ReleaseVerdict> RunAsync(string environment)
    {
        var offer = StandIn.All().Single(one => one.Name == environment);
        var release = new ReleaseRow { Site = "local", Environment = environment, ImageId = "sha256:new", Reference = "x:1" };
        return hub.Fixture.Services.GetRequiredService<IReleaseTest>().RunAsync(offer, release, Cancel);
    }
}

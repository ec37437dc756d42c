using Atoll.Core.Lifecycles;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Servers.Api;

/// <summary>POST of a server, on a hub whose API does not wait.</summary>
public sealed class StartServerTests(QuickHub hub) : IClassFixture<QuickHub>
{
    [Fact]
    public async Task Start_is_accepted_and_becomes_ready()
    {
        var ada = await hub.AddAsync("start-ready");

        var answer = await hub.StartAsync(ada, StandIn.Prompt);
        Assert.Equal(202, answer.Status);
        Assert.Null(answer.Json);
        Assert.Equal("text/plain", answer.Type);

        await hub.UntilAsync(ada, ServerPhase.Ready);
        var user = (await hub.AskAsync(ada, "GET", "/users/start-ready")).Json!;
        Assert.Equal("/user/start-ready/", (string?)user["server"]);
        Assert.Null(user["pending"]);
        var server = user["servers"]![""]!;
        Assert.True((bool)server["ready"]!);
        Assert.False((bool)server["stopped"]!);
        Assert.Equal("start-ready/", (string?)server["full_name"]);
        Assert.Equal("/user/start-ready/", (string?)server["url"]);
        Assert.Equal("prompt", (string?)server["user_options"]!["environment"]);
        Assert.Equal("/hub/api/users/start-ready/server/progress", (string?)server["progress_url"]);
    }

    [Fact]
    public async Task Second_start_while_starting_is_accepted_and_changes_nothing()
    {
        var ada = await hub.AddAsync("start-twice");
        Assert.Equal(202, (await hub.StartAsync(ada, StandIn.Held)).Status);

        Assert.Equal(202, (await hub.StartAsync(ada, StandIn.Prompt)).Status);

        var row = await hub.UntilAsync(ada, ServerPhase.Booting);
        Assert.Equal((1, StandIn.Held), (row.StartNumber, row.Environment));
        var user = (await hub.AskAsync(ada, "GET", "/users/start-twice")).Json!;
        Assert.Equal("spawn", (string?)user["pending"]);
        Assert.Null(user["server"]);
        Assert.Equal("spawn", (string?)user["servers"]![""]!["pending"]);
        StandIn.LetGo(hub.Fixture.Settings.Data, ada);
        await hub.UntilAsync(ada, ServerPhase.Ready);
        Assert.Equal(1, await hub.WorkloadsAsync(row));
    }

    [Fact]
    public async Task Running_server_is_not_started_again()
    {
        var ada = await hub.AddAsync("start-running");
        await hub.ReadyAsync(ada);

        var answer = await hub.StartAsync(ada, StandIn.Prompt);

        Assert.Equal((400, "start-running is already running"), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task Start_without_a_body_repeats_the_last_choices_and_an_empty_object_resets_them()
    {
        var ada = await hub.AddAsync("start-again");
        await hub.AskAsync(ada, "POST", "/users/start-again/server", """{"environment":"stumbling","size":"medium","x":[1]}""");
        await hub.UntilAsync(ada, ServerPhase.Ready);
        await StopAsync(ada);

        await hub.AskAsync(ada, "POST", "/users/start-again/server");
        var again = await hub.UntilAsync(ada, ServerPhase.Ready);
        Assert.Equal(("stumbling", "medium", """{"environment":"stumbling","size":"medium","x":[1]}"""), (again.Environment, again.Size, again.UserOptions));
        await StopAsync(ada);

        await hub.AskAsync(ada, "POST", "/users/start-again/server", "{}");
        var reset = await hub.UntilAsync(ada, ServerPhase.Ready);
        Assert.Equal((StandIn.Prompt, "{}"), (reset.Environment, reset.UserOptions));
    }

    [Theory]
    [InlineData("{", "Invalid JSON in body of request")]
    [InlineData("""{"environment":"prompt","environment":"held"}""", "Invalid JSON in body of request")]
    [InlineData("[]", "The body must be a JSON object.")]
    [InlineData("""{"environment":"nowhere"}""", "There is no environment 'nowhere' here. Choose one of: prompt, held, silent, crashing, stumbling, deaf, telling.")]
    [InlineData("""{"size":"vast"}""", "There is no size 'vast' here. Choose one of: ")]
    public async Task Bad_request_is_refused_in_a_sentence(string body, string begin)
    {
        var ada = await hub.AddAsync("start-bad-" + Guid.NewGuid().ToString("n"));

        var answer = await hub.AskAsync(ada, "POST", $"/users/{ada.Name}/server", body);

        Assert.Equal(400, answer.Status);
        Assert.StartsWith(begin, answer.Message, StringComparison.Ordinal);
        Assert.Null(await hub.Store.FindAsync(ada.Id, "", CancellationToken.None));
    }

    [Fact]
    public async Task Named_server_is_refused()
    {
        var ada = await hub.AddAsync("start-named");

        var answer = await hub.AskAsync(ada, "POST", "/users/start-named/servers/gpu");

        Assert.Equal((400, "Named servers are not enabled."), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task Empty_name_is_the_default_server()
    {
        var ada = await hub.AddAsync("start-empty");

        Assert.Equal(202, (await hub.AskAsync(ada, "POST", "/users/start-empty/servers/")).Status);
        await hub.UntilAsync(ada, ServerPhase.Ready);
    }

    [Fact]
    public async Task Who_may_not_is_told_nothing_about_others()
    {
        var ada = await hub.AddAsync("start-ada");
        await hub.AddAsync("start-bob");

        Assert.Equal(404, (await hub.AskAsync(ada, "POST", "/users/start-bob/server")).Status);
        Assert.Equal(404, (await hub.AskAsync(ada, "POST", "/users/start-nobody/server")).Status);
        Assert.Equal(404, (await hub.AskAsync(ada, "DELETE", "/users/start-bob/server")).Status);
        Assert.Equal(403, (await hub.AskAsync(ada, "POST", "/users/start-ada/server", null, "read:users!user=start-ada")).Status);
        using var nobody = hub.Fixture.Anonymous();
        using var answer = await nobody.PostAsync(new Uri("/hub/api/users/start-ada/server", UriKind.Relative), null, CancellationToken.None);
        Assert.Equal(403, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Admin_starts_anybodys_and_hears_who_is_not_there()
    {
        var root = await hub.Fixture.AddUserAsync("start-root", admin: true);
        var ada = await hub.AddAsync("start-served");

        Assert.Equal(202, (await hub.AskAsync(root, "POST", "/users/start-served/server")).Status);
        await hub.UntilAsync(ada, ServerPhase.Ready);
        Assert.Equal(404, (await hub.AskAsync(root, "POST", "/users/start-missing/server")).Status);
    }

    private async Task StopAsync(Atoll.Accounts.People.UserRow owner)
    {
        await hub.StopAsync(owner);
        await hub.UntilAsync(owner, ServerPhase.Stopped);
    }
}

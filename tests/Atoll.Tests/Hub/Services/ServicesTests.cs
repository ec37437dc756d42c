using Atoll.Accounts.People;
using Atoll.Tests.Accounts;
using Xunit;

namespace Atoll.Tests.Hub.Services;

/// <summary>The endpoints of services over HTTP.</summary>
public sealed class ServicesTests(HubSlice hub) : IClassFixture<HubSlice>
{
    private const string Services = "/hub/api/services";

    [Fact]
    public async Task Service_is_made_asks_the_hub_and_is_deleted()
    {
        var root = await RootAsync("sv-root");

        var made = await hub.AskAsync("POST", Services + "/sv-bot", root, """{"api_token": "sv-bot-token", "url": "http://127.0.0.1:9", "info": {"a": 1}}""");
        Assert.Equal(201, made.Status);
        Assert.Equal(
            """{"kind":"service","name":"sv-bot","admin":false,"roles":[],"url":"http://127.0.0.1:9","prefix":"/services/sv-bot/","command":[],"pid":0,"info":{"a":1},"display":true}""",
            made.Json!.ToJsonString());
        var self = await hub.AskAsync("GET", "/hub/api/user", "sv-bot-token");
        Assert.Equal(("service", "sv-bot"), ((string?)self.Json!["kind"], (string?)self.Json["name"]));
        Assert.Equal("sv-bot", (string?)(await hub.AskAsync("GET", Services, root)).Json!["sv-bot"]!["name"]);
        Assert.Equal(403, (await hub.AskAsync("GET", Services, "sv-bot-token")).Status);

        var again = await hub.AskAsync("POST", Services + "/sv-bot", root, "{}");
        Assert.Equal((409, "Service sv-bot already exists"), (again.Status, again.Message));
        Assert.Equal(200, (await hub.AskAsync("DELETE", Services + "/sv-bot", root)).Status);
        Assert.Equal(403, (await hub.AskAsync("GET", "/hub/api/user", "sv-bot-token")).Status);
        var gone = await hub.AskAsync("GET", Services + "/sv-bot", root);
        Assert.Equal((404, "No such service: sv-bot"), (gone.Status, gone.Message));
        gone = await hub.AskAsync("DELETE", Services + "/sv-bot", root);
        Assert.Equal((404, "Service sv-bot does not exist"), (gone.Status, gone.Message));
    }

    [Theory]
    [InlineData("sb-x", null, "Invalid service data")]
    [InlineData("sb-x", "[]", "Invalid service data")]
    [InlineData("sb-x", """{"color": 1}""", "Invalid JSON keys: {'color': 1, 'name': 'sb-x'}")]
    [InlineData("sb-x", """{"display": "no"}""", "service.display must be <class 'bool'>, not: <class 'str'>")]
    [InlineData("sb-x", """{"command": ["python"]}""", "Can not create managed service sb-x at runtime")]
    [InlineData("sb-x", """{"api_token": "short"}""", "Failed to create service sb-x")]
    [InlineData("sb-x", """{"url": "ftp://x"}""", "Failed to create service sb-x")]
    [InlineData("sb-x", """{"oauth_client_allowed_scopes": [1]}""", "Failed to create service sb-x")]
    [InlineData("sb-x", """{"url": "http://x", "oauth_client_id": "jupyterhub-user-ada"}""", "Failed to create service sb-x")]
    [InlineData("sb%0A", """{"admin": false}""", "Failed to create service sb\n")]
    public async Task What_cannot_be_made_is_refused_and_is_not(string name, string? body, string message)
    {
        var answer = await hub.AskAsync("POST", $"{Services}/{name}", await EnsureRootAsync("sb-root"), body);

        Assert.Equal((400, message), (answer.Status, answer.Message));
        Assert.Equal(404, (await hub.AskAsync("GET", $"{Services}/{name}", await EnsureRootAsync("sb-root"))).Status);
    }

    [Fact]
    public async Task Nobody_makes_a_service_that_may_more_than_what_they_show()
    {
        var root = await hub.AddUserAsync("se-root", admin: true);
        var narrow = await hub.TokenAsync(root, "admin:services");

        var answer = await hub.AskAsync("POST", Services + "/se-bot", narrow, """{"admin": true}""");

        Assert.Equal(400, answer.Status);
        Assert.StartsWith("Not assigning requested scopes ", answer.Message, StringComparison.Ordinal);
        Assert.EndsWith(" not held by User se-root", answer.Message, StringComparison.Ordinal);
        Assert.Equal(201, (await hub.AskAsync("POST", Services + "/se-bot", await hub.TokenAsync(root), """{"admin": true}""")).Status);
    }

    [Fact]
    public async Task Token_of_somebody_else_is_no_services()
    {
        var root = await RootAsync("st-root");
        Assert.Equal(201, (await hub.AskAsync("POST", Services + "/st-a", root, """{"api_token": "st-shared-token"}""")).Status);

        var answer = await hub.AskAsync("POST", Services + "/st-b", root, """{"api_token": "st-shared-token"}""");

        Assert.Equal((400, "Failed to create service st-b"), (answer.Status, answer.Message));
        Assert.Equal(404, (await hub.AskAsync("GET", Services + "/st-b", root)).Status);
        Assert.Equal("st-a", (string?)(await hub.AskAsync("GET", "/hub/api/user", "st-shared-token")).Json!["name"]);
    }

    [Theory]
    [InlineData("read:services:name!service=sk-a", "kind name admin")]
    [InlineData("read:roles:services", "kind name admin roles")]
    [InlineData("read:services", "kind name admin url prefix command pid info display")]
    public async Task Scope_decides_what_is_seen(string scope, string keys)
    {
        var token = await EnsureRootAsync("sk-root");
        await hub.AskAsync("POST", Services + "/sk-a", token, """{"admin": false}""");
        var narrow = await hub.TokenAsync(await hub.FindUserAsync("sk-root"), scope);

        Assert.Equal(keys.Split(' '), (await hub.AskAsync("GET", Services + "/sk-a", narrow)).Json!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public async Task List_has_those_that_the_scope_names()
    {
        var root = await hub.AddUserAsync("sl-root", admin: true);
        var token = await hub.TokenAsync(root);
        await hub.AskAsync("POST", Services + "/sl-a", token, """{"admin": false}""");
        await hub.AskAsync("POST", Services + "/sl-b", token, """{"admin": false}""");

        var list = (await hub.AskAsync("GET", Services, await hub.TokenAsync(root, "list:services!service=sl-b"))).Json!.AsObject();

        Assert.Equal("sl-b", Assert.Single(list).Key);
    }

    private async Task<string> RootAsync(string name) => await hub.TokenAsync(await hub.AddUserAsync(name, admin: true));

    private async Task<string> EnsureRootAsync(string name)
    {
        await hub.EnsureUserAsync(name, "secret");
        UserRow root = await hub.FindUserAsync(name);
        await hub.SetAdminAsync(root, admin: true);
        return await hub.TokenAsync(root);
    }
}

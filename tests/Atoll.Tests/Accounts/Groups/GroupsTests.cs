using System.Text.Json.Nodes;
using Xunit;

namespace Atoll.Tests.Accounts.Groups;

/// <summary>The endpoints of groups over HTTP.</summary>
public sealed class GroupsTests(HubSlice hub) : IClassFixture<HubSlice>
{
    private const string Groups = "/hub/api/groups";

    [Fact]
    public async Task Group_is_made_filled_emptied_and_deleted()
    {
        var root = await RootAsync("g-root");
        await hub.AddUserAsync("g-ada");
        await hub.AddUserAsync("g-bob");

        var made = await hub.AskAsync("POST", Groups + "/g-crew", root, """{"users": ["G-Ada"]}""");
        Assert.Equal(201, made.Status);
        Assert.Equal("""{"kind":"group","name":"g-crew","roles":[],"users":["g-ada"],"properties":{}}""", made.Json!.ToJsonString());

        var more = await hub.AskAsync("POST", Groups + "/g-crew/users", root, """{"users": ["g-bob", "g-ada"]}""");
        Assert.Equal((200, """["g-ada","g-bob"]"""), (more.Status, more.Json!["users"]!.ToJsonString()));
        Assert.Equal("""["g-crew"]""", (await hub.AskAsync("GET", "/hub/api/users/g-bob", root)).Json!["groups"]!.ToJsonString());

        var fewer = await hub.AskAsync("DELETE", Groups + "/g-crew/users", root, """{"users": ["g-ada"]}""");
        Assert.Equal((200, """["g-bob"]"""), (fewer.Status, fewer.Json!["users"]!.ToJsonString()));

        var known = await hub.AskAsync("PUT", Groups + "/g-crew/properties", root, """{"cpu": 2, "tags": ["a", null]}""");
        Assert.Equal((200, """{"cpu":2,"tags":["a",null]}"""), (known.Status, known.Json!["properties"]!.ToJsonString()));
        Assert.Equal("""{"cpu":2,"tags":["a",null]}""", (await hub.AskAsync("GET", Groups + "/g-crew", root)).Json!["properties"]!.ToJsonString());

        Assert.Equal(204, (await hub.AskAsync("DELETE", Groups + "/g-crew", root)).Status);
        var gone = await hub.AskAsync("GET", Groups + "/g-crew", root);
        Assert.Equal((404, "No such group: g-crew"), (gone.Status, gone.Message));
    }

    [Fact]
    public async Task Several_are_made_or_none()
    {
        var root = await RootAsync("gs-root");

        var made = await hub.AskAsync("POST", Groups, root, """{"groups": ["gs-a", "gs-b"], "users": ["gs-root"]}""");
        Assert.Equal((201, "gs-a gs-b"), (made.Status, Names(made.Json!)));
        Assert.Equal("""["gs-root"]""", made.Json![1]!["users"]!.ToJsonString());

        var taken = await hub.AskAsync("POST", Groups, root, """{"groups": ["gs-c", "gs-a"]}""");
        Assert.Equal((409, "Group gs-a already exists"), (taken.Status, taken.Message));
        Assert.Equal(404, (await hub.AskAsync("GET", Groups + "/gs-c", root)).Status);
    }

    [Theory]
    [InlineData("POST", "", "{}", 400, "Must specify at least one group to create")]
    [InlineData("POST", "", "[1]", 400, "Must specify at least one group to create")]
    [InlineData("POST", "", """{"groups": ["a/b"]}""", 400, "Invalid group name: a/b")]
    [InlineData("POST", "", """{"groups": [1]}""", 400, "Invalid group name: ")]
    [InlineData("POST", "", """{"groups": ["gb-x"], "users": ["nobody"]}""", 400, "No such user: nobody")]
    [InlineData("POST", "/gb-x", """{"users": "gb-root"}""", 400, "group.users must be <class 'list'>, not: <class 'str'>")]
    [InlineData("POST", "/gb-x", """{"members": []}""", 400, "Invalid JSON keys: {'members': []}")]
    [InlineData("POST", "/gb-there", "{}", 409, "Group gb-there already exists")]
    [InlineData("POST", "/gb-there/users", """{"users": ["nobody", 3]}""", 400, "No such user: 3")]
    [InlineData("POST", "/gb-there/users", """{"users": ["a\u0000"]}""", 400, "No such user: a\0")]
    [InlineData("POST", "/gb-there/users", "{}", 400, "Must specify users to add")]
    [InlineData("DELETE", "/gb-there/users", "{}", 400, "Must specify users to delete")]
    [InlineData("DELETE", "/gb-there/users", "null", 400, "Invalid JSON data: None")]
    [InlineData("PUT", "/gb-there/properties", "[]", 400, "Must specify properties")]
    [InlineData("POST", "/gb-none/users", "{", 404, "No such group: gb-none")]
    [InlineData("DELETE", "/gb-none", null, 404, "No such group: gb-none")]
    public async Task What_cannot_be_done_is_refused(string method, string path, string? body, int status, string message)
    {
        await hub.EnsureUserAsync("gb-root", "secret");
        var root = await hub.FindUserAsync("gb-root");
        await hub.SetAdminAsync(root, admin: true);
        var token = await hub.TokenAsync(root);
        await hub.AskAsync("POST", Groups + "/gb-there", token);

        var answer = await hub.AskAsync(method, Groups + path, token, body);

        Assert.Equal((status, message), (answer.Status, answer.Message));
    }

    [Theory]
    [InlineData("list:groups!group=gv-a", "", "gv-a", "kind name")]
    [InlineData("read:groups!group=gv-a", "/gv-a", "gv-a", "kind name users properties")]
    [InlineData("read:roles:groups", "/gv-b", "gv-b", "kind name roles")]
    public async Task Scope_decides_which_groups_are_seen_and_what_of_them(string scope, string path, string names, string keys)
    {
        await hub.EnsureUserAsync("gv-root", "secret");
        var root = await hub.FindUserAsync("gv-root");
        await hub.SetAdminAsync(root, admin: true);
        await hub.AskAsync("POST", Groups, await hub.TokenAsync(root), """{"groups": ["gv-a", "gv-b"]}""");

        var answer = (await hub.AskAsync("GET", Groups + path, await hub.TokenAsync(root, scope))).Json!;

        var groups = answer as JsonArray ?? [answer.DeepClone()];
        Assert.Equal(names, Names(groups));
        Assert.Equal(keys.Split(' '), groups[0]!.AsObject().Select(pair => pair.Key));
    }

    [Theory]
    [InlineData("list:groups!user=gh-root", "GET", "", 403, "Forbidden")]
    [InlineData("read:groups!group=other", "GET", "/gh-none", 404, "No access to resources or resources not found")]
    [InlineData("read:groups", "DELETE", "/gh-none", 403, "Action is not authorized with current scopes; requires any of [delete:groups]")]
    public async Task Who_may_not_know_learns_nothing(string scope, string method, string path, int status, string message)
    {
        await hub.EnsureUserAsync("gh-root", "secret");
        var root = await hub.FindUserAsync("gh-root");
        await hub.SetAdminAsync(root, admin: true);

        var answer = await hub.AskAsync(method, Groups + path, await hub.TokenAsync(root, scope));

        Assert.Equal((status, message), (answer.Status, answer.Message));
    }

    private static string Names(JsonNode groups) => string.Join(' ', groups.AsArray().Select(group => (string?)group!["name"]));

    private async Task<string> RootAsync(string name) => await hub.TokenAsync(await hub.AddUserAsync(name, admin: true));
}

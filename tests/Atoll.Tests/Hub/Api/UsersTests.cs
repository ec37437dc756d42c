using Atoll.Tests.Accounts;
using Xunit;

namespace Atoll.Tests.Hub.Api;

/// <summary>The endpoints of users over HTTP, without servers.</summary>
public sealed class UsersTests(HubSlice hub) : IClassFixture<HubSlice>
{
    private const string Users = "/hub/api/users";

    [Fact]
    public async Task Users_are_made_and_only_the_new_ones_are_shown()
    {
        var root = await RootAsync("made-root");
        await hub.AddUserAsync("made-there");

        var answer = await hub.AskAsync("POST", Users, root, """{"usernames": ["Made-A", "made-there", "made-b", "made-a"]}""");

        Assert.Equal((201, "made-a made-b"), (answer.Status, Names(answer)));
        Assert.Equal(
            ["kind", "name", "admin", "roles", "groups", "server", "pending", "created", "last_activity", "auth_state", "servers"],
            answer.Json![0]!.AsObject().Select(pair => pair.Key));
        Assert.False((await hub.FindUserAsync("made-a")).Admin);
    }

    [Theory]
    [InlineData("", 400, "Must specify at least one user to create")]
    [InlineData("[]", 400, "Must specify at least one user to create")]
    [InlineData("""{"usernames": []}""", 400, "Must specify at least one user to create")]
    [InlineData("""{"usernames": ["x/y"]}""", 400, "Invalid username: x/y")]
    [InlineData("""{"usernames": ["good", "x/y", " Z"]}""", 400, "Invalid usernames: x/y,  z")]
    [InlineData("""{"usernames": ["good", 7]}""", 400, "usernames must be strings")]
    [InlineData("""{"usernames": ["good\u0000"]}""", 400, "Invalid username: good\0")]
    [InlineData("""{"usernames": ["bad-root"]}""", 409, "All 1 users already exist")]
    [InlineData("""{"usernames": ["good"], "color": "red"}""", 400, "Invalid JSON keys: {'color': 'red'}")]
    [InlineData("""{"usernames": ["good"], "admin": 1}""", 400, "user.admin must be <class 'bool'>, not: <class 'int'>")]
    [InlineData("{", 400, "Invalid JSON in body of request")]
    public async Task What_cannot_be_made_is_refused_and_nobody_is(string body, int status, string message)
    {
        await hub.EnsureUserAsync("bad-root", "secret");
        var user = await hub.FindUserAsync("bad-root");
        await hub.SetAdminAsync(user, admin: true);

        var answer = await hub.AskAsync("POST", Users, await hub.TokenAsync(user), body.Length == 0 ? null : body);

        Assert.Equal((status, message), (answer.Status, answer.Message));
        Assert.Equal(404, (await hub.AskAsync("GET", Users + "/good", await hub.TokenAsync(user))).Status);
    }

    [Fact]
    public async Task One_user_is_made_once()
    {
        var root = await RootAsync("one-root");

        Assert.Equal((201, "one"), Named(await hub.AskAsync("POST", Users + "/one", root)));
        var again = await hub.AskAsync("POST", Users + "/one", root);
        Assert.Equal((409, "User one already exists"), (again.Status, again.Message));
        Assert.Equal((201, "one@x.org"), Named(await hub.AskAsync("POST", Users + "/One%40x.org", root, """{"admin": true}""")));
        Assert.True((await hub.FindUserAsync("one@x.org")).Admin);
        var bad = await hub.AskAsync("POST", Users + "/_atoll-mine", root);
        Assert.Equal((400, "Failed to create user: _atoll-mine"), (bad.Status, bad.Message));
    }

    [Fact]
    public async Task Only_an_administrator_makes_administrators_or_changes_them()
    {
        var helper = await hub.AddUserAsync("grant-helper", admin: true);
        var root = await hub.AddUserAsync("grant-root", admin: true);
        var token = await hub.TokenAsync(root);
        await hub.AddUserAsync("grant-plain");
        Assert.Equal(200, (await hub.AskAsync("PATCH", Users + "/grant-plain", token, """{"admin": true}""")).Status);
        Assert.True((await hub.FindUserAsync("grant-plain")).Admin);
        // Whoever is no administrator any more has no admin:users either.
        await hub.SetAdminAsync(helper, admin: false);
        Assert.Equal(403, (await hub.AskAsync("PATCH", Users + "/grant-plain", await hub.TokenAsync(helper), """{"admin": false}""")).Status);
        Assert.Equal(403, (await hub.AskAsync("POST", Users, await hub.TokenAsync(helper), """{"usernames": ["x"]}""")).Status);
    }

    [Fact]
    public async Task User_gets_another_name_and_keeps_what_they_hold()
    {
        var root = await RootAsync("name-root");
        var user = await hub.AddUserAsync("name-old");
        var token = await hub.TokenAsync(user, "read:users!user=name-old");

        var answer = await hub.AskAsync("PATCH", Users + "/name-old", root, """{"name": "Name-New"}""");

        Assert.Equal((200, "name-new"), Named(answer));
        Assert.Contains("auth_state", answer.Json!.AsObject());
        Assert.Equal("name-new", (string?)(await hub.AskAsync("GET", Users + "/name-new", token)).Json!["name"]);
        Assert.Equal(404, (await hub.AskAsync("GET", Users + "/name-old", root)).Status);
        Assert.Equal(user.Id, (await hub.FindUserAsync("name-new")).Id);
    }

    [Theory]
    [InlineData("null", "Invalid JSON data: None")]
    [InlineData("""{"name": "patch-root"}""", "User patch-root already exists, username must be unique")]
    [InlineData("""{"name": "a/b"}""", "Invalid username: a/b")]
    [InlineData("""{"name": "a", "auth_state": {}}""", "auth_state is not kept by this hub.")]
    [InlineData("""{"groups": []}""", "user.groups cannot be set here; use /groups/{name}/users.")]
    public async Task What_cannot_be_changed_is_refused_and_nothing_is(string body, string message)
    {
        await hub.EnsureUserAsync("patched", "secret");
        await hub.EnsureUserAsync("patch-root", "secret");
        var root = await hub.FindUserAsync("patch-root");
        await hub.SetAdminAsync(root, admin: true);

        var answer = await hub.AskAsync("PATCH", Users + "/patched", await hub.TokenAsync(root), body);

        Assert.Equal((400, message), (answer.Status, answer.Message));
        Assert.NotNull(await hub.FindUserAsync("patched"));
    }

    [Fact]
    public async Task Deleted_user_is_gone_and_nobody_deletes_themselves()
    {
        var root = await RootAsync("del-root");
        var token = await hub.TokenAsync(await hub.AddUserAsync("del"));

        Assert.Equal(204, (await hub.AskAsync("DELETE", Users + "/del", root)).Status);
        Assert.Equal(404, (await hub.AskAsync("DELETE", Users + "/del", root)).Status);
        Assert.Equal(403, (await hub.AskAsync("GET", "/hub/api/user", token)).Status);
        var self = await hub.AskAsync("DELETE", Users + "/del-root", root);
        Assert.Equal((400, "Cannot delete yourself!"), (self.Status, self.Message));
    }

    [Theory]
    [InlineData("GET", "/hidden-two", 404, "No access to resources or resources not found")]
    [InlineData("GET", "/hidden-nobody", 404, "No access to resources or resources not found")]
    [InlineData("GET", "/hidden-one", 200, null)]
    [InlineData("DELETE", "/hidden-two", 403, "Action is not authorized with current scopes; requires any of [delete:users]")]
    [InlineData("POST", "/hidden-two/admin-access", 404, "No access to resources or resources not found")]
    [InlineData("POST", "/hidden-one/admin-access", 200, null)]
    [InlineData("GET", "", 403, "Action is not authorized with current scopes; requires any of [list:users]")]
    public async Task Who_may_not_know_learns_nothing(string method, string path, int status, string? message)
    {
        await hub.EnsureUserAsync("hidden-one", "secret");
        await hub.EnsureUserAsync("hidden-two", "secret");

        var answer = await hub.AskAsync(method, Users + path, await hub.TokenAsync(await hub.FindUserAsync("hidden-one")));

        Assert.Equal((status, message), (answer.Status, status < 300 ? null : answer.Message));
    }

    [Fact]
    public async Task List_obeys_the_scope_and_pages()
    {
        var root = await hub.AddUserAsync("paged-root", admin: true);
        await hub.AddUserAsync("paged-a");
        await hub.AddUserAsync("paged-b");
        var narrow = await hub.TokenAsync(root, "list:users!user=paged-a");

        Assert.Equal("paged-a", Names(await hub.AskAsync("GET", Users, narrow)));
        Assert.Equal("paged-b paged-root", Names(await hub.AskAsync("GET", Users + "?name_filter=PAGED&offset=1&sort=name", await hub.TokenAsync(root))));
        Assert.Equal(["kind", "name", "admin"], (await hub.AskAsync("GET", Users, narrow)).Json![0]!.AsObject().Select(pair => pair.Key));
        Assert.Equal(403, (await hub.AskAsync("GET", Users, await hub.TokenAsync(root, "list:users!server=paged-a/"))).Status);
    }

    [Theory]
    [InlineData("?sort=age", "sort must be 'id', 'name', or 'last_activity', not 'age'")]
    [InlineData("?sort=--id", "sort must be 'id', 'name', or 'last_activity', not '--id'")]
    [InlineData("?state=idle", "Unrecognized state filter: 'idle'")]
    [InlineData("?limit=x", "Invalid argument type, offset and limit must be integers")]
    public async Task List_says_what_it_does_not_understand(string query, string message)
    {
        await hub.EnsureUserAsync("list-root", "secret");
        var root = await hub.FindUserAsync("list-root");
        await hub.SetAdminAsync(root, admin: true);

        var answer = await hub.AskAsync("GET", Users + query, await hub.TokenAsync(root));

        Assert.Equal((400, message), (answer.Status, answer.Message));
    }

    private static (int, string?) Named(ApiAnswer answer) => (answer.Status, (string?)answer.Json!["name"]);

    private static string Names(ApiAnswer answer) => string.Join(' ', answer.Json!.AsArray().Select(user => (string?)user!["name"]));

    private async Task<string> RootAsync(string name) => await hub.TokenAsync(await hub.AddUserAsync(name, admin: true));
}

using Atoll.Tests.Accounts;
using Xunit;

namespace Atoll.Tests.Hub.Sharing;

/// <summary><c>/shares</c>, <c>/users/…/shared</c> and <c>/groups/…/shared</c> over HTTP.</summary>
public sealed class SharesApiTests(SharingSlice slice) : IClassFixture<SharingSlice>
{
    private const string Hidden = "No access to resources or resources not found";

    [Theory]
    // Who may share: those with the scope for the server, and nobody learns what others have.
    [InlineData("root", "POST", "/shares/ada/", """{"user": "bob"}""", 200, null)]
    [InlineData("ada", "POST", "/shares/ada/", """{"user": "bob"}""", 403, "Action is not authorized with current scopes; requires any of [shares]")]
    [InlineData("root shares!user=bob", "POST", "/shares/ada/", """{"user": "bob"}""", 404, Hidden)]
    [InlineData("root shares!server=ada/gpu", "POST", "/shares/ada/", """{"user": "bob"}""", 404, Hidden)]
    [InlineData("root shares!user=nobody", "POST", "/shares/nobody/", """{"user": "bob"}""", 404, "No such server: nobody/")]
    [InlineData("root", "POST", "/shares/ada/none", """{"user": "bob"}""", 404, "No such server: ada/none")]
    [InlineData("root", "POST", "/shares/ada", """{"user": "bob"}""", 405, "Method Not Allowed")]
    [InlineData("root", "PATCH", "/shares/ada", """{"user": "bob"}""", 405, "Method Not Allowed")]
    [InlineData("root", "DELETE", "/shares/ada", null, 405, "Method Not Allowed")]
    // With whom: only with those whose names one may read.
    [InlineData("root shares!server=ada/", "POST", "/shares/ada/", """{"user": "bob"}""", 403, "Need scope 'read:users:name' to share with users by name")]
    [InlineData("root shares!server=ada/ read:users:name!user=bob", "POST", "/shares/ada/", """{"user": "bob"}""", 200, null)]
    [InlineData("root shares!server=ada/ read:users:name!user=bob", "POST", "/shares/ada/", """{"user": "nobody"}""", 403, "Need scope 'read:users:name' to share with users by name")]
    [InlineData("root shares!server=ada/", "POST", "/shares/ada/", """{"group": "crew"}""", 403, "Need scope 'read:groups:name' to share with groups by name")]
    [InlineData("root shares!server=ada/ read:groups:name!group=crew", "POST", "/shares/ada/", """{"group": "crew"}""", 200, null)]
    [InlineData("root", "POST", "/shares/ada/", """{"user": "nobody"}""", 400, "No such user: nobody")]
    [InlineData("root", "POST", "/shares/ada/", """{"user": "no\u0000body"}""", 400, "No such user: no\0body")]
    [InlineData("root", "POST", "/shares/ada/", """{"group": "nobodies"}""", 400, "No such group: nobodies")]
    // What: scopes of that very server, and none that one has not oneself.
    [InlineData("root shares!server=ada/ read:users:name", "POST", "/shares/ada/", """{"user": "bob", "scopes": ["start:servers"]}""", 403, "Do not have permission to grant share with scope start:servers!server=ada/")]
    [InlineData("root", "POST", "/shares/ada/", """{"user": "bob", "scopes": ["self"]}""", 403, "Do not have permission to grant share with scope self!server=ada/")]
    [InlineData("root", "POST", "/shares/ada/", """{"user": "bob", "scopes": ["access:servers!user=ada"]}""", 400, "!user=ada not allowed on sharing access:servers!user=ada, only !server=ada/")]
    [InlineData("root", "POST", "/shares/ada/", """{"user": "bob", "scopes": ["unknown"]}""", 400, "Scope 'unknown' does not exist")]
    // Bodies that say something else.
    [InlineData("root", "POST", "/shares/ada/", "{", 400, "Invalid JSON in body of request")]
    [InlineData("root", "POST", "/shares/ada/", "[]", 400, "The body must be an object")]
    [InlineData("root", "POST", "/shares/ada/", "{}", 400, "Specify exactly one of `user` or `group`")]
    [InlineData("root", "POST", "/shares/ada/", null, 400, "Specify exactly one of `user` or `group`")]
    [InlineData("root", "POST", "/shares/ada/", """{"user": "bob", "group": "crew"}""", 400, "Expected exactly one of `user` or `group`, not both.")]
    [InlineData("root", "POST", "/shares/ada/", """{"user": 5}""", 400, "user must be a text")]
    [InlineData("root", "POST", "/shares/ada/", """{"user": "bob", "scopes": "x"}""", 400, "scopes must be a list of texts")]
    [InlineData("root", "POST", "/shares/ada/", """{"user": "bob", "expires_in": 60}""", 400, "expires_in: there is no such key here; there are user, group, scopes")]
    // Lists.
    [InlineData("root", "GET", "/shares/nobody", null, 404, "Not Found")]
    [InlineData("root", "GET", "/shares/ada?limit=x", null, 400, "Invalid argument type, offset and limit must be integers")]
    [InlineData("bob", "GET", "/shares/ada", null, 404, Hidden)]
    [InlineData("root read:shares!server=ada/", "GET", "/shares/ada", null, 404, Hidden)]
    [InlineData("root read:shares!server=ada/", "GET", "/shares/ada/", null, 200, null)]
    [InlineData("ada", "GET", "/shares/ada", null, 200, null)]
    [InlineData("bob", "GET", "/users/ada/shared", null, 404, Hidden)]
    [InlineData("root", "GET", "/users/nobody/shared", null, 404, "No such user: nobody")]
    [InlineData("bob", "GET", "/groups/crew/shared", null, 403, "Action is not authorized with current scopes; requires any of [read:groups:shares]")]
    [InlineData("root groups:shares!group=crew", "GET", "/groups/crew/shared", null, 200, null)]
    [InlineData("root groups:shares!group=other", "GET", "/groups/crew/shared", null, 404, Hidden)]
    [InlineData("root", "GET", "/groups/nobodies/shared", null, 404, "No such group: nobodies")]
    [InlineData("root", "GET", "/users/bob/shared/ada/none", null, 404, "No such share for user bob on ada/none")]
    [InlineData("root", "DELETE", "/users/nobody/shared/ada/", null, 404, "No such share for user nobody on ada/")]
    [InlineData("root", "DELETE", "/groups/crew/shared/ada/gpu", null, 404, "No such share for group crew on ada/gpu")]
    // Who is not there has nothing that could be taken back.
    [InlineData("root", "PATCH", "/shares/ada/", """{"user": "nobody"}""", 200, null)]
    [InlineData("root", "PATCH", "/shares/ada/none", """{"user": "bob"}""", 404, "No such server: ada/none")]
    [InlineData("root", "DELETE", "/shares/ada/none", null, 404, "No such server: ada/none")]
    public async Task Answers(string actor, string method, string path, string? body, int status, string? message)
    {
        var answer = await slice.AskAsync(actor, method, path, body);
        Assert.Equal((status, message), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task A_share_is_shown_alike_to_both_sides()
    {
        var owner = await slice.OwnerAsync("shown");
        var shared = await slice.AskAsync("root", "POST", "/shares/shown/gpu", """{"user": "bob", "scopes": ["start:servers", "access:servers"]}""");

        Assert.Equal(200, shared.Status);
        Assert.Equal(
            """{"user":{"name":"shown"},"name":"gpu","url":"/user/shown/gpu/","full_url":null,"ready":false}""", shared.Json!["server"]!.ToJsonString());
        Assert.Equal("""["access:servers!server=shown/gpu","start:servers!server=shown/gpu"]""", shared.Json["scopes"]!.ToJsonString());
        Assert.Equal(("""{"name":"bob"}""", null, "user"), (shared.Json["user"]!.ToJsonString(), shared.Json["group"], (string?)shared.Json["kind"]));
        foreach (var (actor, path) in new[] { (owner.Name, "/shares/shown"), (owner.Name, "/shares/shown/gpu") })
        {
            Assert.Equal([shared.Json.ToJsonString()], Items(await slice.AskAsync(actor, "GET", path)));
        }

        Assert.Contains(shared.Json.ToJsonString(), Items(await slice.AskAsync("bob", "GET", "/users/bob/shared")));
        Assert.Equal(shared.Json.ToJsonString(), (await slice.AskAsync("bob", "GET", "/users/bob/shared/shown/gpu")).Json!.ToJsonString());
        Assert.Empty(Items(await slice.AskAsync(owner.Name, "GET", "/shares/shown/")));
    }

    [Fact]
    public async Task Taking_back_leaves_the_rest_and_then_nothing()
    {
        await slice.OwnerAsync("back");
        await slice.AskAsync("root", "POST", "/shares/back/", """{"user": "bob", "scopes": ["start:servers", "access:servers"]}""");

        var less = await slice.AskAsync("root", "PATCH", "/shares/back/", """{"user": "bob", "scopes": ["start:servers"]}""");
        Assert.Equal("""["access:servers!server=back/"]""", less.Json!["scopes"]!.ToJsonString());
        var nothing = await slice.AskAsync("root", "PATCH", "/shares/back/", """{"user": "bob"}""");
        Assert.Equal("{}", nothing.Json!.ToJsonString());
        Assert.Equal(404, (await slice.AskAsync("bob", "GET", "/users/bob/shared/back/")).Status);
    }

    [Fact]
    public async Task Whoever_something_is_shared_with_may_give_it_up()
    {
        await slice.OwnerAsync("given");
        await slice.AskAsync("root", "POST", "/shares/given/", """{"user": "bob"}""");
        await slice.AskAsync("root", "POST", "/shares/given/", """{"group": "crew"}""");

        Assert.Equal(404, (await slice.AskAsync("eve", "DELETE", "/users/bob/shared/given/")).Status);
        Assert.Equal(204, (await slice.AskAsync("bob", "DELETE", "/users/bob/shared/given/")).Status);
        Assert.Equal(404, (await slice.AskAsync("bob", "DELETE", "/users/bob/shared/given/")).Status);
        Assert.Equal(200, (await slice.AskAsync("root", "GET", "/groups/crew/shared/given/")).Status);
        Assert.Equal(204, (await slice.AskAsync("root groups:shares!group=crew", "DELETE", "/groups/crew/shared/given/")).Status);
        Assert.Empty(Items(await slice.AskAsync("root", "GET", "/shares/given/")));
    }

    [Fact]
    public async Task All_of_a_server_is_taken_back_at_once_and_pages_are_told()
    {
        await slice.OwnerAsync("many");
        foreach (var body in new[] { """{"user": "bob"}""", """{"user": "eve"}""", """{"group": "crew"}""" })
        {
            await slice.AskAsync("root", "POST", "/shares/many/", body);
        }

        var page = (await slice.AskAsync("root", "GET", "/shares/many/?limit=2")).Json!;
        Assert.Equal(2, page["items"]!.AsArray().Count);
        Assert.Equal((0, 2, 3, 2), ((int)page["_pagination"]!["offset"]!, (int)page["_pagination"]!["limit"]!, (int)page["_pagination"]!["total"]!, (int)page["_pagination"]!["next"]!["offset"]!));
        Assert.Equal(204, (await slice.AskAsync("root", "DELETE", "/shares/many/")).Status);
        Assert.Empty(Items(await slice.AskAsync("root", "GET", "/shares/many")));
    }

    [Fact]
    public async Task A_share_counts_in_tokens_of_whom_it_is_with_at_once()
    {
        await slice.OwnerAsync("counts");
        var bob = await slice.TokenAsync("bob");
        await slice.AskAsync("root", "POST", "/shares/counts/", """{"user": "bob"}""");
        Assert.Contains("access:servers!server=counts/", await ScopesAsync(bob));

        await slice.AskAsync("root", "DELETE", "/shares/counts/");
        Assert.DoesNotContain("access:servers!server=counts/", await ScopesAsync(bob));
    }

    private async Task<IEnumerable<string>> ScopesAsync(string token) =>
        (await slice.Hub.AskAsync("GET", "/hub/api/user", token)).Json!["scopes"]!.AsArray().Select(scope => (string)scope!);

    private static IEnumerable<string> Items(ApiAnswer answer) => answer.Json!["items"]!.AsArray().Select(item => item!.ToJsonString());
}

using System.Text.Json.Nodes;
using Xunit;

namespace Atoll.Tests.Accounts;

public sealed class SelfTests(HubSlice hub) : IClassFixture<HubSlice>
{
    private const string Self = "/hub/api/user";

    [Fact]
    public async Task Owner_sees_everything_about_themselves()
    {
        var token = await hub.TokenAsync(await hub.AddUserAsync("self"));

        var model = (await hub.AskAsync("GET", Self, token)).Json!.AsObject();

        Assert.Equal(
            ["kind", "name", "admin", "roles", "groups", "server", "pending", "created", "last_activity", "servers", "session_id", "token_id", "scopes"],
            model.Select(pair => pair.Key));
        Assert.Equal(("user", "self", false), ((string)model["kind"]!, (string)model["name"]!, (bool)model["admin"]!));
        Assert.Equal("[\"user\"]", model["roles"]!.ToJsonString());
        Assert.Equal("{}", model["servers"]!.ToJsonString());
        Assert.Equal("2030-01-01T00:00:00Z", (string)model["created"]!);
        Assert.StartsWith("a", (string)model["token_id"]!, StringComparison.Ordinal);
        Assert.Equal("2030-01-01T00:00:00Z", (string)model["last_activity"]!);
        Assert.Null(model["session_id"]);
        Assert.Contains("servers!user=self", Scopes(model));
        Assert.Equal(Scopes(model).Order(StringComparer.Ordinal), Scopes(model));
    }

    [Theory]
    [InlineData("(no_scope)", "kind name admin groups")]
    [InlineData("users:activity!user", "kind name admin groups last_activity")]
    [InlineData("read:servers!user", "kind name admin groups servers")]
    [InlineData("read:servers!server=narrow/", "kind name admin groups")]
    [InlineData("read:users!user", "kind name admin roles groups server pending created last_activity")]
    public async Task Narrow_token_says_who_it_is_and_what_it_may_see(string scope, string keys)
    {
        await hub.EnsureUserAsync("narrow", "secret");
        var user = await hub.FindUserAsync("narrow");
        var model = (await hub.AskAsync("GET", Self, await hub.TokenAsync(user, scope))).Json!.AsObject();

        Assert.Equal([.. keys.Split(' '), "session_id", "token_id", "scopes"], model.Select(pair => pair.Key));
    }

    [Fact]
    public async Task Administrator_has_both_roles()
    {
        var token = await hub.TokenAsync(await hub.AddUserAsync("self-admin", admin: true));

        var model = (await hub.AskAsync("GET", Self, token)).Json!.AsObject();

        Assert.Equal("[\"admin\",\"user\"]", model["roles"]!.ToJsonString());
        Assert.True((bool)model["admin"]!);
        Assert.Contains("auth_state", model);
        Assert.Contains("access:servers", Scopes(model));
    }

    [Fact]
    public async Task Losing_a_role_weakens_live_tokens_at_once()
    {
        var user = await hub.AddUserAsync("demoted", admin: true);
        var token = await hub.TokenAsync(user, "proxy", "access:servers");
        Assert.Contains("proxy", Scopes((await hub.AskAsync("GET", Self, token)).Json!));

        await hub.SetAdminAsync(user, admin: false);

        Assert.Equal(
            ["access:servers!user=demoted", "read:users:groups!user=demoted", "read:users:name!user=demoted"],
            Scopes((await hub.AskAsync("GET", Self, token)).Json!));
    }

    [Fact]
    public async Task Old_images_ask_whose_a_token_is()
    {
        var asking = await hub.TokenAsync(await hub.AddUserAsync("asking"), "(no_scope)");
        var asked = await hub.TokenAsync(await hub.AddUserAsync("asked"), "(no_scope)");

        var answer = await hub.AskAsync("GET", $"/hub/api/authorizations/token/{asked}", asking);
        var chief = await hub.TokenAsync(await hub.AddUserAsync("asking-chief", admin: true), "read:users");
        var more = await hub.AskAsync("GET", $"/hub/api/authorizations/token/{asked}", chief);

        Assert.Equal((200, "asked"), (answer.Status, (string)answer.Json!["name"]!));
        Assert.Equal(["kind", "name", "admin", "groups"], answer.Json.AsObject().Select(pair => pair.Key));
        Assert.Contains("last_activity", more.Json!.AsObject());
        Assert.Equal(404, (await hub.AskAsync("GET", "/hub/api/authorizations/token/none", asking)).Status);
        Assert.Equal(403, (await hub.AskAsync("GET", $"/hub/api/authorizations/token/{asked}")).Status);
    }

    private static List<string> Scopes(JsonNode model) => [.. model["scopes"]!.AsArray().Select(scope => (string)scope!)];
}

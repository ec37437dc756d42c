using System.Text.Json.Nodes;
using Xunit;

namespace Atoll.Tests.Accounts;

public sealed class TokenApiTests(HubSlice hub) : IClassFixture<HubSlice>
{
    [Fact]
    public async Task Token_is_made_shown_once_listed_and_deleted()
    {
        var token = await hub.TokenAsync(await hub.AddUserAsync("life"));

        var made = (await hub.AskAsync("POST", "/hub/api/users/life/tokens", token, """{"note":"for a script","expires_in":3600}"""));
        Assert.Equal(201, made.Status);
        var model = made.Json!.AsObject();
        Assert.Equal(
            [
                "user", "id", "kind", "roles", "scopes", "created", "last_activity", "expires_at", "note", "session_id", "oauth_client", "token",
            ],
            model.Select(pair => pair.Key));
        Assert.Equal(("life", "api_token", "for a script", "JupyterHub"), Told(model));
        Assert.Equal("[\"inherit\"]", model["scopes"]!.ToJsonString());
        Assert.Equal("2030-01-01T01:00:00Z", (string)model["expires_at"]!);

        var (secret, id) = ((string)model["token"]!, (string)model["id"]!);
        Assert.Equal(200, (await hub.AskAsync("GET", "/hub/api/user", secret)).Status);
        var listed = (await hub.AskAsync("GET", "/hub/api/users/life/tokens", token)).Json!["api_tokens"]!.AsArray();
        Assert.Equal(2, listed.Count);
        Assert.DoesNotContain("\"token\"", listed.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(("life", "api_token", "for a script", "JupyterHub"), Told((await hub.AskAsync("GET", $"/hub/api/users/life/tokens/{id}", token)).Json!));

        Assert.Equal(204, (await hub.AskAsync("DELETE", $"/hub/api/users/life/tokens/{id}", token)).Status);
        Assert.Equal(403, (await hub.AskAsync("GET", "/hub/api/user", secret)).Status);
        Assert.Equal(404, (await hub.AskAsync("DELETE", $"/hub/api/users/life/tokens/{id}", token)).Status);
        Assert.Equal(404, (await hub.AskAsync("GET", "/hub/api/users/life/tokens/nonsense", token)).Status);
    }

    [Theory]
    [InlineData("""{"scopes":["servers!user"]}""", 201, null)]
    [InlineData("""{"roles":["server"],"scopes":["read:users!user"]}""", 201, null)]
    [InlineData("""{"roles":["user"]}""", 201, null)]
    [InlineData("""{}""", 201, null)]
    [InlineData("", 201, null)]
    [InlineData("""{"scopes":[]}""", 201, null)]
    [InlineData("""{"scopes":["no:such"]}""", 400, "Scopes do not exist: [no:such]")]
    [InlineData("""{"scopes":["servers!user=somebody"]}""", 400, "servers!user=somebody")]
    [InlineData("""{"scopes":["admin:users"]}""", 400, "admin:users")]
    [InlineData("""{"roles":["admin"]}""", 400, "admin-ui")]
    [InlineData("""{"roles":["chief"]}""", 400, "Role chief does not exist")]
    [InlineData("""{"expires_in":"soon"}""", 400, "Invalid JSON in body of request")]
    [InlineData("""{"expires_in":-1}""", 400, "expires_in")]
    [InlineData("""{"expires_in":99999999999}""", 400, "expires_in")]
    [InlineData("""{"note":""", 400, "Invalid JSON in body of request")]
    [InlineData("""[]""", 400, "Invalid JSON in body of request")]
    public async Task Request_is_granted_or_refused(string body, int status, string? message)
    {
        await hub.EnsureUserAsync("asks", "secret");
        var token = await hub.TokenAsync(await hub.FindUserAsync("asks"));

        var answer = await hub.AskAsync("POST", "/hub/api/users/asks/tokens", token, body);

        Assert.Equal(status, answer.Status);
        Assert.Contains(message ?? "", answer.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_and_password_do_instead_of_a_token()
    {
        await hub.AddUserAsync("by-password", password: "secret");
        const string path = "/hub/api/users/by-password/tokens";

        var made = await hub.AskAsync("POST", path, body: """{"auth":{"username":"by-password","password":"secret"}}""");
        Assert.Equal((201, "Requested via api"), (made.Status, (string)made.Json!["note"]!));
        Assert.Equal(200, (await hub.AskAsync("GET", "/hub/api/user", (string)made.Json["token"]!)).Status);

        Assert.Equal(403, (await hub.AskAsync("POST", path, body: """{"auth":{"username":"by-password","password":"no"}}""")).Status);
        Assert.Equal(403, (await hub.AskAsync("POST", path, body: """{"auth":{"username":"by-password"}}""")).Status);
        Assert.Equal(403, (await hub.AskAsync("POST", path, body: "{}")).Status);
    }

    [Fact]
    public async Task Password_guessing_is_slowed_down_here_too()
    {
        await hub.AddUserAsync("guess-api", password: "secret");
        const string path = "/hub/api/users/guess-api/tokens";
        for (var attempt = 0; attempt < 10; attempt++)
        {
            await hub.AskAsync("POST", path, body: """{"auth":{"username":"guess-api","password":"no"}}""");
        }

        var answer = await hub.AskAsync("POST", path, body: """{"auth":{"username":"guess-api","password":"secret"}}""");

        Assert.Equal(429, answer.Status);
    }

    [Fact]
    public async Task Only_administrators_make_tokens_for_others()
    {
        await hub.AddUserAsync("other");
        var user = await hub.TokenAsync(await hub.AddUserAsync("plain"));
        var admin = await hub.TokenAsync(await hub.AddUserAsync("chief", admin: true));
        const string path = "/hub/api/users/other/tokens";

        var refused = await hub.AskAsync("POST", path, user, "{}");
        var granted = await hub.AskAsync("POST", path, admin, "{}");

        Assert.Equal((403, "User other not found or no permissions to generate tokens"), (refused.Status, refused.Message));
        Assert.Equal((201, "Requested via api by user chief"), (granted.Status, (string)granted.Json!["note"]!));
        Assert.Equal("other", (string)granted.Json["user"]!);
        Assert.Equal(403, (await hub.AskAsync("POST", "/hub/api/users/nobody/tokens", admin, "{}")).Status);
    }

    private static (string, string, string, string) Told(JsonNode model) =>
        ((string)model["user"]!, (string)model["kind"]!, (string)model["note"]!, (string)model["oauth_client"]!);
}

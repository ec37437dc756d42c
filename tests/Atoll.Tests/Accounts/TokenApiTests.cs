using System.Text.Json.Nodes;
using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.Services;
using Atoll.Tests.OAuth;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
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
        Assert.Contains("servers!user=life", Scopes(model));
        Assert.DoesNotContain("inherit", Scopes(model));
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
        var unknown = await hub.AskAsync("GET", "/hub/api/users/life/tokens/nonsense", token);
        Assert.Equal((404, "No such token nonsense for user life"), (unknown.Status, unknown.Message));
    }

    [Theory]
    [InlineData("""{"scopes":["servers!user"]}""", 201, null)]
    [InlineData("""{"roles":["server"]}""", 201, null)]
    [InlineData("""{"roles":["user"],"scopes":null}""", 201, null)]
    [InlineData("""{"roles":["server"],"scopes":["read:users!user"]}""", 400, "Can only assign one of scopes or roles when creating tokens.")]
    [InlineData("""{"scopes":["read:users!user=asks","inherit"]}""", 201, null)]
    [InlineData("""{}""", 201, null)]
    [InlineData("", 201, null)]
    [InlineData("""{"scopes":[]}""", 201, null)]
    [InlineData("""{"scopes":["no:such"]}""", 400, "\"Scope 'no:such' for token does not exist\"")]
    [InlineData("""{"scopes":["(no_scope)"]}""", 400, "Not assigning requested scopes (no_scope) not held by User asks")]
    [InlineData("""{"scopes":["all"]}""", 400, "\"Draft scope 'all' is now called 'inherit'\"")]
    [InlineData("""{"scopes":["servers!nobody=x"]}""", 400, "\"Scope filter nobody=x '!nobody=x' in scope 'servers!nobody=x' for token does not exist\"")]
    [InlineData("""{"scopes":"servers"}""", 400, "token scopes must be null or a list of strings, not 'servers'")]
    [InlineData("""{"roles":[1]}""", 400, "token roles must be null or a list of strings, not [1]")]
    [InlineData("""{"note":5}""", 400, "token note must be null or a string, not 5")]
    [InlineData("""{"scopes":["servers!user=somebody"]}""", 400, "servers!user=somebody")]
    [InlineData("""{"scopes":["admin:users"]}""", 400, "admin:users")]
    [InlineData("""{"roles":["admin"]}""", 400, "admin-ui")]
    [InlineData("""{"roles":["chief"]}""", 400, "No such role: chief")]
    [InlineData("""{"expires_in":"soon"}""", 400, "token expires_in must be null or integer, not 'soon'")]
    [InlineData("""{"expires_in":1.5}""", 400, "token expires_in must be null or integer, not 1.5")]
    [InlineData("""{"expires_in":true}""", 400, "token expires_in must be null or integer, not True")]
    [InlineData("""{"expires_in":-1}""", 400, "expires_in must be a positive integer or null, not -1")]
    [InlineData("""{"expires_in":null}""", 201, null)]
    [InlineData("""{"expires_in":0}""", 201, null)]
    [InlineData("""{"expires_in":99999999999}""", 201, null)]
    [InlineData("""{"expires_in":9999999999999}""", 400, "expires_in must be a positive integer or null, not 9999999999999")]
    [InlineData("""{"expires_in":99999999999999999999999999}""", 400, "expires_in must be a positive integer or null")]
    [InlineData("""{"note":""", 400, "Invalid JSON in body of request")]
    [InlineData("""{"note":"\ud800"}""", 400, "Invalid JSON in body of request")]
    [InlineData("""[]""", 201, null)]
    [InlineData("null", 201, null)]
    [InlineData("[1]", 400, "Body must be a JSON dict or empty")]
    [InlineData("true", 400, "Body must be a JSON dict or empty")]
    public async Task Request_is_granted_or_refused(string body, int status, string? message)
    {
        await hub.EnsureUserAsync("asks", "secret");
        var token = await hub.TokenAsync(await hub.FindUserAsync("asks"));

        var answer = await hub.AskAsync("POST", "/hub/api/users/asks/tokens", token, body);

        Assert.Equal(status, answer.Status);
        Assert.Contains(message ?? "", answer.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rights_that_a_group_or_a_share_gives_can_be_handed_on()
    {
        var owner = await hub.AddUserAsync("lender");
        await TestClient.RegisterAsync(hub, owner);
        var user = await hub.AddUserAsync("borrower");
        var token = await hub.TokenAsync(user);
        const string body = """{"scopes":["access:servers!server=lender/"]}""";
        const string path = "/hub/api/users/borrower/tokens";
        var refused = await hub.AskAsync("POST", path, token, body);
        Assert.Equal(
            (400, "Not assigning requested scopes access:servers!server=lender/ not held by User borrower"), (refused.Status, refused.Message));

        await hub.Database.WriteAsync(
            connection => connection.ExecuteAsync(
                """
                INSERT INTO shares (server_id, user_id, scopes, created)
                SELECT servers.id, @borrower, 'access:servers!server=lender/', 0 FROM servers WHERE user_id = @lender
                """,
                new { borrower = user.Id, lender = owner.Id }),
            CancellationToken.None);

        Assert.Equal(201, (await hub.AskAsync("POST", path, token, body)).Status);
    }

    [Fact]
    public async Task Service_makes_tokens_for_people_and_stands_in_their_notes()
    {
        await hub.AddUserAsync("served-by-api");
        var service = (await hub.Database.WriteAsync(
            connection => ServiceStore.CreateAsync(connection, new ServiceRow { Id = 0, Name = "minter", Admin = true }), CancellationToken.None))!;
        var secret = (await hub.Services.GetRequiredService<Tokens>().IssueAsync(
            new NewToken { ServiceId = service.Id, Scopes = ["inherit"], Note = "" }, CancellationToken.None)).Secret;

        var made = await hub.AskAsync("POST", "/hub/api/users/served-by-api/tokens", secret, "{}");
        var missing = await hub.AskAsync("POST", "/hub/api/users/nobody-here/tokens", secret, "{}");

        Assert.Equal((201, "Requested via api by service minter"), (made.Status, (string)made.Json!["note"]!));
        Assert.Equal((403, "Service nobody-here not found or no permissions to generate tokens"), (missing.Status, missing.Message));
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

    private static IEnumerable<string> Scopes(JsonNode model) => model["scopes"]!.AsArray().Select(scope => (string)scope!);

    private static (string, string, string, string) Told(JsonNode model) =>
        ((string)model["user"]!, (string)model["kind"]!, (string)model["note"]!, (string)model["oauth_client"]!);
}

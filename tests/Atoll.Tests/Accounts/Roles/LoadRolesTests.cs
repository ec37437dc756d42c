using System.Text.Json.Nodes;
using Atoll.Accounts.People;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;
using Atoll.TestKit;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Accounts.Roles;

/// <summary>Roles of the configuration, in a hub whose file changes: what they give and take counts for live tokens at once.</summary>
[Trait("Pace", "slow")]
public sealed class LoadRolesTests : IAsyncLifetime
{
    private static readonly string[] _head = ["site: { kind: processes }", "environments:", "  - { name: a, command: [x] }"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-roles-");
    private HubFixture _hub = null!;

    private string File => Path.Combine(_folder.FullName, "atoll.yaml");

    public async ValueTask InitializeAsync()
    {
        Write(
            "custom_scopes:",
            "  custom:grades:read: { description: Read grades. }",
            "load_roles:",
            "  - { name: reader, scopes: [read:users, 'custom:grades:read'], users: [Ada] }",
            "  - { name: starter, scopes: [servers], groups: [ops] }",
            "  - { name: admin, users: [root] }");
        _hub = await HubFixture.StartAsync(source: new ConfigurationSource { File = File });
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Users_that_roles_name_are_there_and_have_them()
    {
        var (ada, root) = (await SelfAsync("ada"), await SelfAsync("root"));

        Assert.Equal("""["user","reader"]""", ada["roles"]!.ToJsonString());
        Assert.Equal("""["admin","user"]""", root["roles"]!.ToJsonString());
        Assert.Equal((false, true), ((bool)ada["admin"]!, (bool)root["admin"]!));
        Assert.Contains("custom:grades:read", Scopes(ada));
        Assert.Contains("read:users", Scopes(ada));
    }

    [Fact]
    public async Task Role_that_is_taken_away_weakens_a_live_token_at_once()
    {
        using var client = await TokenAsync("ada");
        using var narrow = await TokenAsync("ada", "custom:grades:read", "read:users!user=root");
        Assert.Contains("custom:grades:read", Scopes(await SelfAsync(narrow)));
        Assert.Equal(200, await StatusAsync(client, "/hub/api/users/root"));

        Write("custom_scopes:", "  custom:grades:read: { description: Read grades. }");
        Look();

        Assert.Equal(404, await StatusAsync(client, "/hub/api/users/root"));
        Assert.Equal(["read:users:groups!user=ada", "read:users:name!user=ada"], Scopes(await SelfAsync(narrow)));
        Assert.DoesNotContain("custom:grades:read", Scopes(await SelfAsync(client)));
    }

    [Fact]
    public async Task Role_that_is_given_counts_at_once_too()
    {
        await _hub.AddUserAsync("bob");
        using var client = await TokenAsync("bob");
        Assert.Equal(404, await StatusAsync(client, "/hub/api/users/root"));

        Write("load_roles: [{ name: reader, scopes: [read:users], users: [bob] }]");
        Look();

        Assert.Equal(200, await StatusAsync(client, "/hub/api/users/root"));
    }

    [Fact]
    public async Task Role_of_a_group_is_there_while_one_is_in_it()
    {
        var bob = await _hub.AddUserAsync("bob");
        using var client = await TokenAsync("bob");
        Assert.DoesNotContain("servers", Scopes(await SelfAsync(client)));

        await SqlAsync("INSERT INTO group_members (group_id, user_id) SELECT id, @Id FROM groups WHERE name = 'ops'", bob);
        Assert.Contains("servers", Scopes(await SelfAsync(client)));
        Assert.Equal("""["user"]""", (await SelfAsync(client))["roles"]!.ToJsonString());

        await SqlAsync("DELETE FROM group_members WHERE user_id = @Id", bob);
        Assert.DoesNotContain("servers", Scopes(await SelfAsync(client)));
    }

    [Fact]
    public async Task Scope_that_is_defined_no_more_allows_nothing()
    {
        using var client = await TokenAsync("ada", "custom:grades:read");

        Write("load_roles: [{ name: reader, scopes: [read:users], users: [ada] }]");
        Look();

        Assert.DoesNotContain("custom:grades:read", Scopes(await SelfAsync(client)));
    }

    [Fact]
    public async Task Exactly_those_under_admin_are_administrators()
    {
        Write("load_roles: [{ name: admin, users: [carol] }]");
        Look();

        await Until.TrueAsync(async () => await IsAdminAsync("carol"), TimeSpan.FromSeconds(20), "carol is an administrator");
        Assert.False(await IsAdminAsync("root"));
    }

    [Fact]
    public async Task Administrator_made_by_hand_stays_when_other_keys_change()
    {
        var users = _hub.Services.GetRequiredService<Users>();
        await users.SetAdminAsync((await users.FindAsync("ada", Cancel))!, admin: true, Cancel);

        Write(["hub_name: Lagoon", .. await CurrentAsync()]);
        Look();
        Write("load_roles: [{ name: other, users: [dave] }]");
        Look();

        await Until.TrueAsync(async () => await users.FindAsync("dave", Cancel) is not null, TimeSpan.FromSeconds(20), "dave is there");
        Assert.True(await IsAdminAsync("ada"));
    }

    [Theory]
    [InlineData("""{"roles":["reader"]}""", 201)]
    [InlineData("""{"scopes":["custom:grades:read"]}""", 201)]
    [InlineData("""{"roles":["starter"]}""", 400)]
    [InlineData("""{"scopes":["custom:grades:write"]}""", 400)]
    public async Task Token_can_be_asked_for_by_what_its_owner_has(string body, int status)
    {
        using var client = await TokenAsync("ada");

        using var content = new StringContent(body);
        using var answer = await client.PostAsync("/hub/api/users/ada/tokens", content, Cancel);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string[] Scopes(JsonObject self) => [.. self["scopes"]!.AsArray().Select(scope => (string)scope!)];

    private static async Task<int> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Cancel);
        return (int)answer.StatusCode;
    }

    private static async Task<JsonObject> SelfAsync(HttpClient client) =>
        JsonNode.Parse(await client.GetStringAsync("/hub/api/user", Cancel))!.AsObject();

    private async Task<JsonObject> SelfAsync(string name)
    {
        using var client = await TokenAsync(name);
        return await SelfAsync(client);
    }

    private async Task<HttpClient> TokenAsync(string name, params string[] scopes) =>
        await _hub.WithTokenAsync((await _hub.Services.GetRequiredService<Users>().FindAsync(name, Cancel))!, scopes);

    private async Task<bool> IsAdminAsync(string name) =>
        await _hub.Services.GetRequiredService<Users>().FindAsync(name, Cancel) is { Admin: true };

    private Task SqlAsync(string sql, UserRow user) =>
        _hub.Services.GetRequiredService<HubDatabase>().WriteAsync(connection => connection.ExecuteAsync(sql, new { user.Id }), Cancel);

    private void Look() => _hub.Services.GetRequiredService<ConfigurationWatcher<HubOptions>>().Look(atOnce: true);

    private async Task<IEnumerable<string>> CurrentAsync() => (await System.IO.File.ReadAllLinesAsync(File, Cancel)).Except(_head);

    private void Write(params string[] lines) => System.IO.File.WriteAllLines(File, [.. _head, .. lines]);
}

using System.Text.Json;
using Atoll.Accounts.Api;
using Atoll.Accounts.People;
using Atoll.Client;
using Atoll.Core.Scopes;
using Xunit;

namespace Atoll.Tests.Accounts;

public sealed class UserModelsTests
{
    private static readonly UserRow _ada = new() { Id = 1, Name = "ada", LastActivity = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero) };

    private static readonly ServerModel[] _servers =
        [Server("", ready: true, pending: null), Server("gpu", ready: false, pending: "spawn"), Server("old", ready: false, pending: null)];

    [Theory]
    [InlineData("read:users:name", "kind name admin")]
    [InlineData("read:roles:users", "kind name admin roles")]
    [InlineData("read:users:groups", "kind name groups")]
    [InlineData("read:users:activity", "kind name last_activity")]
    [InlineData("read:servers!server=ada/gpu", "kind name servers")]
    [InlineData("read:users", "kind name admin roles groups server pending created last_activity")]
    [InlineData("admin:auth_state", "kind name auth_state")]
    [InlineData("read:users!user=bob", "kind name")]
    public void Shows_what_the_scope_reveals(string scope, string keys) =>
        Assert.Equal(keys.Split(' '), UserModels.Build(_ada, RoleBook.Standard, [], Scopes(scope), _servers).Select(pair => pair.Key));

    [Theory]
    [InlineData("read:servers", false, " gpu")]
    [InlineData("read:servers", true, " gpu old")]
    [InlineData("read:servers!server=ada/gpu", true, "gpu")]
    public void Shows_active_servers_that_the_scope_covers(string scope, bool withStopped, string names)
    {
        var servers = UserModels.Build(_ada, RoleBook.Standard, [], Scopes(scope), _servers, withStopped)["servers"]!.AsObject();

        Assert.Equal(names.Split(' '), servers.Select(pair => pair.Key));
    }

    [Theory]
    [InlineData("read:servers!server=ada/old")]
    [InlineData("read:servers!user=bob")]
    public void Has_no_servers_where_the_scope_covers_none(string scope) =>
        Assert.DoesNotContain("servers", UserModels.Build(_ada, RoleBook.Standard, [], Scopes(scope), _servers));

    [Fact]
    public void Has_an_empty_list_where_the_scope_covers_the_user() =>
        Assert.Empty(UserModels.Build(_ada, RoleBook.Standard, [], Scopes("read:servers!user=ada"), [])["servers"]!.AsObject());

    [Fact]
    public void Default_server_is_named_only_while_it_is_ready()
    {
        var ready = UserModels.Build(_ada, RoleBook.Standard, [], Scopes("read:users"), _servers);
        var starting = UserModels.Build(_ada, RoleBook.Standard, [], Scopes("read:users"), [Server("", ready: false, pending: "spawn")]);

        Assert.Equal(("/user/ada/", null), ((string?)ready["server"], (string?)ready["pending"]));
        Assert.Equal((null, "spawn"), ((string?)starting["server"], (string?)starting["pending"]));
        Assert.Equal("2030-01-02T03:04:05Z", (string?)ready["last_activity"]);
    }

    [Fact]
    public void Server_has_upstreams_keys_and_nulls()
    {
        var server = UserModels.Build(_ada, RoleBook.Standard, [], Scopes("read:servers"), _servers)["servers"]![""]!.AsObject();

        Assert.Equal(
            [
                "name", "full_name", "last_activity", "started", "pending", "ready", "stopped", "url", "user_options", "progress_url",
                "full_url", "full_progress_url",
            ],
            server.Select(pair => pair.Key));
        Assert.Null(server["full_url"]);
    }

    private static ScopeSet Scopes(string scope) =>
        new(Scope.TryParse(scope, out var parsed) ? [parsed] : throw new FormatException(scope));

    private static ServerModel Server(string name, bool ready, string? pending) => new()
    {
        Name = name,
        FullName = $"ada/{name}",
        Ready = ready,
        Pending = pending,
        Stopped = !ready && pending is null,
        Url = $"/user/ada/{name}",
        UserOptions = JsonDocument.Parse("{}").RootElement,
        ProgressUrl = $"/hub/api/users/ada/servers/{name}/progress",
    };
}

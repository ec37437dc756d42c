using Atoll.Accounts.Roles;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Atoll.Tests.Servers;
using Xunit;

namespace Atoll.Tests.Contract.Advisories;

/// <summary>Who was given a part of an administrator's rights, and takes more.</summary>
public sealed class AdminAdvisoryTests : IAsyncLifetime
{
    private HubFixture _hub = null!;
    private HttpClient _keeper = null!;
    private HttpClient _teacher = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await HubFixture.StartAsync(options =>
        {
            StandIn.Configure(options);
            options.LoadRoles =
            [
                new RoleOptions { Name = "keeper", Scopes = ["admin:users", "admin:groups"], Users = ["kay"] },
                new RoleOptions { Name = "teacher", Scopes = ["admin:users!group=class", "admin:groups!group=class"], Users = ["tom"] },
            ];
        });
        await _hub.AddUserAsync("root", admin: true);
        await _hub.AddGroupAsync("class", "{}", await _hub.AddUserAsync("pupil"));
        _keeper = await _hub.WithTokenAsync((await _hub.Services.GetUserAsync("kay"))!);
        _teacher = await _hub.WithTokenAsync((await _hub.Services.GetUserAsync("tom"))!);
    }

    /// <summary>GHSA-9x4q-3gxw-849f (CVE-2024-41942): who may administer users made an administrator of themselves.</summary>
    [Theory]
    [InlineData("POST", "/users", """{"usernames": ["accomplice"], "admin": true}""")]
    [InlineData("POST", "/users/accomplice", """{"admin": true}""")]
    [InlineData("PATCH", "/users/kay", """{"admin": true}""")]
    [InlineData("PATCH", "/users/pupil", """{"admin": true}""")]
    [InlineData("PATCH", "/users/root", """{"admin": false}""")]
    [InlineData("PATCH", "/users/root", """{"name": "was-root"}""")]
    public async Task Only_administrators_make_or_change_administrators(string method, string path, string body)
    {
        Assert.Equal(403, (await AskAsync(_keeper, method, path, body)).Status);

        foreach (var (name, admin) in new[] { ("kay", false), ("pupil", false), ("root", true) })
        {
            Assert.Equal(admin, (await _hub.Services.GetUserAsync(name))!.Admin);
        }

        Assert.Null(await _hub.Services.GetUserAsync("accomplice"));
    }

    /// <summary>GHSA-69wv-m5fw-2fhp: who may administer one group's users and that group made others.</summary>
    [Theory]
    [InlineData("POST", "/users", """{"usernames": ["stranger"]}""", 403)]
    [InlineData("POST", "/users/stranger", "{}", 404)]
    [InlineData("POST", "/groups", """{"groups": ["another"]}""", 403)]
    [InlineData("POST", "/groups/another", "{}", 404)]
    [InlineData("PATCH", "/users/kay", """{"name": "mine"}""", 404)]
    [InlineData("DELETE", "/users/kay", "", 404)]
    public async Task Right_over_a_group_makes_nobody_and_nothing_new(string method, string path, string body, int status)
    {
        Assert.Equal(status, (await AskAsync(_teacher, method, path, body)).Status);
        Assert.Null(await _hub.Services.GetUserAsync("stranger"));
        Assert.NotNull(await _hub.Services.GetUserAsync("kay"));
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.Dispose();
        _teacher.Dispose();
        await _hub.DisposeAsync();
    }

    private static async Task<ApiAnswer> AskAsync(HttpClient client, string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/hub/api{path}") { Content = new StringContent(body) };
        using var answer = await client.SendAsync(request, CancellationToken.None);
        return await ApiAnswer.OfAsync(answer);
    }
}

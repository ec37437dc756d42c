using Xunit;

namespace Atoll.Tests.Accounts;

/// <summary>What holds for all of the API: headers, errors, who is known (jupyterhub.md 1.1).</summary>
public sealed class ApiMannersTests(HubSlice hub) : IClassFixture<HubSlice>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/hub/api")]
    [InlineData("/hub/api/")]
    public async Task Root_tells_the_version_to_anybody(string path)
    {
        using var browser = hub.NewBrowser();
        using var answer = await browser.FetchAsync(path);

        Assert.Equal("{\"version\":\"5.5.1\"}", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("*", Header(answer, "Access-Control-Allow-Origin"));
        Assert.Equal("5.5.1", Header(answer, "X-JupyterHub-Version"));
        Assert.Equal("frame-ancestors 'none'; report-uri /hub/security/csp-report; default-src 'none'", Header(answer, "Content-Security-Policy"));
        Assert.Equal("accept, content-type, authorization", Header(answer, "Access-Control-Allow-Headers"));
    }

    [Theory]
    [InlineData("GET", "/hub/api/no/such/path", 404, "Not Found")]
    [InlineData("POST", "/hub/api/no/such/path", 404, "Not Found")]
    [InlineData("DELETE", "/hub/api/user", 405, "Method Not Allowed")]
    [InlineData("PATCH", "/hub/api/users/ada/tokens", 405, "Method Not Allowed")]
    [InlineData("GET", "/hub/api/user", 403, "Forbidden")]
    [InlineData("GET", "/hub/api/users/ada/tokens", 403, "Missing or invalid credentials.")]
    public async Task Refusals_are_json(string method, string path, int status, string message)
    {
        var answer = await hub.AskAsync(method, path);

        Assert.Equal((status, message, "application/json"), (answer.Status, answer.Message, answer.Type));
        Assert.Equal(status, (int)answer.Json!["status"]!);
    }

    [Theory]
    [InlineData("/hub/no/such/page", 404, null)]
    [InlineData("/some/where?a=1", 302, "/hub/some/where?a=1")]
    [InlineData("/", 302, "/hub/")]
    public async Task Other_paths_are_pages(string path, int status, string? location)
    {
        using var browser = hub.NewBrowser();
        using var answer = await browser.VisitAsync(path);

        Assert.Equal((status, location), ((int)answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task Options_are_empty_everywhere()
    {
        using var browser = hub.NewBrowser();
        using var answer = await browser.FetchAsync("/hub/api/users/ada/tokens", "OPTIONS");

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal("accept, content-type, authorization", Header(answer, "Access-Control-Allow-Headers"));
    }

    [Theory]
    [InlineData("token {0}", 200)]
    [InlineData("Bearer {0}", 200)]
    [InlineData("bearer    {0}", 200)]
    [InlineData("TOKEN  {0} ", 200)]
    [InlineData("Basic {0}", 403)]
    [InlineData("{0}", 403)]
    [InlineData("token", 403)]
    [InlineData("token x{0}", 403)]
    public async Task Token_is_taken_from_the_header(string header, int status)
    {
        var name = $"header-{Guid.NewGuid():n}";
        var token = await hub.TokenAsync(await hub.AddUserAsync(name));
        using var browser = hub.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hub/api/user");
        request.Headers.TryAddWithoutValidation("Authorization", string.Format(null, header, token));

        using var answer = await browser.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Token_in_the_query_is_not_taken()
    {
        var token = await hub.TokenAsync(await hub.AddUserAsync("query"));

        Assert.Equal(403, (await hub.AskAsync("GET", $"/hub/api/user?token={token}")).Status);
    }

    [Fact]
    public async Task Missing_scope_is_named_and_a_filter_hides()
    {
        var ada = await hub.AddUserAsync("scope-ada");
        await hub.AddUserAsync("scope-bob");
        var none = await hub.AskAsync("GET", "/hub/api/users/scope-ada/tokens", await hub.TokenAsync(ada, "servers!user"));
        var own = await hub.TokenAsync(ada, "read:tokens!user");

        Assert.Equal(
            (403, "Action is not authorized with current scopes; requires any of [read:tokens]"), (none.Status, none.Message));
        foreach (var name in new[] { "scope-bob", "scope-nobody" })
        {
            var hidden = await hub.AskAsync("GET", $"/hub/api/users/{name}/tokens", own);
            Assert.Equal((404, "No access to resources or resources not found"), (hidden.Status, hidden.Message));
        }

        var admin = await hub.TokenAsync(await hub.AddUserAsync("scope-admin", admin: true));
        Assert.Equal((404, "No such user: scope-nobody"), await MessageAsync("/hub/api/users/scope-nobody/tokens", admin));
        Assert.Equal(200, (await hub.AskAsync("GET", "/hub/api/users/scope-bob/tokens", admin)).Status);
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    private async Task<(int, string?)> MessageAsync(string path, string token)
    {
        var answer = await hub.AskAsync("GET", path, token);
        return (answer.Status, answer.Message);
    }
}

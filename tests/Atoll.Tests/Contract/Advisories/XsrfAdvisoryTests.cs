using System.Net.Http.Headers;
using Atoll.Tests.Accounts;
using Atoll.Tests.Servers;
using Xunit;

namespace Atoll.Tests.Contract.Advisories;

/// <summary>Somebody else's page that acts in the name of whoever looks at it.</summary>
public sealed class XsrfAdvisoryTests(QuickHub hub) : IClassFixture<QuickHub>
{
    private const string Login = "jupyterhub-hub-login";

    /// <summary>CVE-2020-36191 (GHSA-7xx3-qp5w-fw96): the API believed the cookie of an administrator whose browser another page had sent.</summary>
    [Theory]
    [InlineData("POST", "/hub/api/users/forged-{0}/tokens")]
    [InlineData("POST", "/hub/api/users/forged-{0}/server")]
    [InlineData("DELETE", "/hub/api/users/forged-{0}/server")]
    [InlineData("GET", "/hub/api/users/forged-{0}")]
    public async Task Cookie_of_an_administrator_alone_moves_nothing(string method, string path)
    {
        var name = Guid.NewGuid().ToString("n");
        await hub.AddAsync($"forged-{name}");
        var root = await hub.Fixture.AddUserAsync($"root-{name}", "secret", admin: true);
        using var browser = await hub.SignInAsync(root);

        using var json = new StringContent("{}", new MediaTypeHeaderValue("application/json"));
        using var answer = await browser.FetchAsync(string.Format(null, path, name), method, body: method == "GET" ? null : json);

        Assert.Equal((403, $"'_xsrf' argument missing from {method}"), await OfAsync(answer));
    }

    /// <summary>GHSA-m68r-v472-jgq9 (CVE-2026-40864): a request that says that it is no-cors can come from anywhere, so it needs the token too.</summary>
    [Theory]
    [InlineData("/hub/spawn")]
    [InlineData("/hub/stop/{0}")]
    [InlineData("/hub/restart/{0}")]
    [InlineData("/hub/accept-share")]
    [InlineData("/hub/enter")]
    public async Task No_cors_does_not_do_for_the_token(string path)
    {
        var name = $"nocors-{Guid.NewGuid():n}";
        var user = await hub.AddAsync(name);
        using var browser = await hub.SignInAsync(user);
        foreach (var site in new[] { "same-origin", "same-site", "cross-site", "none" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, string.Format(null, path, name));
            request.Content = new FormUrlEncodedContent([new("environment", "prompt")]);
            request.Headers.Add("Sec-Fetch-Mode", "no-cors");
            request.Headers.Add("Sec-Fetch-Site", site);
            using var answer = await browser.SendAsync(request);

            // 404 and 405: the page is not built; either way nothing was done.
            Assert.Contains((int)answer.StatusCode, new[] { 403, 404, 405 });
        }

        Assert.Null(await hub.Store.FindAsync(user.Id, "", CancellationToken.None));
    }

    /// <summary>
    /// GHSA-7r3h-4ph8-w38g (CVE-2024-28233): a page on the same site plants cookies of its maker's in another person's browser. The maker's form
    /// token is worth nothing there, as cookie and as argument at once.
    /// </summary>
    [Fact]
    public async Task Planted_form_token_of_another_person_is_worth_nothing()
    {
        var victim = await hub.AddAsync($"victim-{Guid.NewGuid():n}");
        using var attacker = await hub.SignInAsync(await hub.AddAsync($"attacker-{Guid.NewGuid():n}"));
        using var browser = await hub.SignInAsync(victim);
        var planted = attacker.Cookie("_xsrf")!;

        foreach (var cookies in new[] { $"_xsrf={planted}; {Login}={browser.Cookie(Login)}", $"{Login}={browser.Cookie(Login)}; _xsrf={planted}" })
        {
            using var client = hub.Fixture.Anonymous();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/hub/spawn");
            request.Headers.Add("Cookie", cookies);
            request.Content = new FormUrlEncodedContent([new("environment", "prompt"), new("_xsrf", planted)]);
            using var answer = await client.SendAsync(request, CancellationToken.None);
            Assert.Equal(403, (int)answer.StatusCode);
        }

        Assert.Null(await hub.Store.FindAsync(victim.Id, "", CancellationToken.None));
    }

    /// <summary>GHSA-7r3h-4ph8-w38g, the other half: the id that servers may read and plant says nothing about who somebody is.</summary>
    [Fact]
    public async Task Session_id_that_servers_read_signs_nobody_in()
    {
        using var browser = await hub.SignInAsync(await hub.AddAsync($"public-{Guid.NewGuid():n}"));
        var id = browser.Cookie("jupyterhub-session-id", "/user/x/")!;
        using var client = hub.Fixture.Anonymous();

        foreach (var cookies in new[] { $"jupyterhub-session-id={id}", $"jupyterhub-session-id={id}; {Login}={id}" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/hub/api/user");
            request.Headers.Add("Cookie", cookies);
            request.Headers.Add("Sec-Fetch-Mode", "navigate");
            using var answer = await client.SendAsync(request, CancellationToken.None);
            Assert.Equal((403, "Forbidden"), await OfAsync(answer));
        }
    }

    private static async Task<(int Status, string? Message)> OfAsync(HttpResponseMessage response)
    {
        var answer = await ApiAnswer.OfAsync(response);
        return (answer.Status, answer.Message);
    }
}

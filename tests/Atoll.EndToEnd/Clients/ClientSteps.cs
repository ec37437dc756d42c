using System.Text;
using System.Text.RegularExpressions;
using Atoll.Accounts.People;
using Atoll.TestKit;
using Microsoft.Playwright;
using Xunit;

namespace Atoll.EndToEnd.Clients;

/// <summary>What holds for a <c>jupyterhub-singleuser</c> of any age.</summary>
internal static class ClientSteps
{
    /// <summary>Something that a kernel goes on writing when nobody looks.</summary>
    public const string Work =
        "import threading, time; threading.Thread(target=lambda: [time.sleep(1) or print(i, flush=True) for i in range(90)]).start(); print('at it')";

    /// <summary>Notes the addresses that a page asks for as it goes.</summary>
    public static List<string> Listen(IPage page)
    {
        List<string> asked = [];
        page.Request += (_, request) => asked.Add(new Uri(request.Url).PathAndQuery);
        return asked;
    }

    /// <summary>The server's own sign-in was gone through: to the hub and back with a code.</summary>
    public static void AssertOwnSignIn(List<string> asked, string prefix)
    {
        var there = asked.FindIndex(path => path.StartsWith("/hub/api/oauth2/authorize?", StringComparison.Ordinal));
        var back = asked.FindIndex(path => path.StartsWith($"{prefix}oauth_callback?code=", StringComparison.Ordinal));
        Assert.True(there >= 0 && back > there, string.Join('\n', asked.Take(20)));
    }

    /// <summary>The server tells the hub of activity, now that no traffic of a browser does.</summary>
    public static async Task ReportsActivityAsync(HubFixture hub, UserRow owner, DateTimeOffset closed)
    {
        // A request that was under way counts until its end; this is after it.
        var later = closed + TimeSpan.FromSeconds(2);
        await Until.TrueAsync(
            async () => (await Story.Servers.FindAsync(hub, owner))!.LastActivity > later, TimeSpan.FromSeconds(30), "the server's own report of activity");
    }

    /// <summary>The token that the server keeps in its cookie: signed there, not hidden.</summary>
    public static async Task<string> OAuthTokenAsync(IPage page, UserRow owner)
    {
        var cookies = await page.Context.CookiesAsync();
        var signed = cookies.Single(cookie => cookie.Name == $"jupyterhub-user-{owner.Name}").Value.Trim('"');
        var value = signed.Split('|')[4].Split(':')[1];
        return Encoding.UTF8.GetString(Convert.FromBase64String(value));
    }

    /// <summary>What the hub answers to <c>GET /hub/api/user</c>.</summary>
    public static async Task<int> WhoAmIAsync(HubFixture hub, string token)
    {
        using var client = hub.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("token", token);
        using var answer = await client.GetAsync("/hub/api/user");
        return (int)answer.StatusCode;
    }

    /// <summary>Signed out: here, and for whoever kept the cookies.</summary>
    public static async Task AssertSignedOutAsync(ClientHub hub, IPage page, IReadOnlyList<BrowserContextCookiesResult> kept, UserRow owner)
    {
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/hub/login"));
        await page.GotoAsync($"/user/{owner.Name}/tree");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/hub/login"));

        var other = await hub.Browser.PersonAsync(hub.Hub.Url);
        await other.Context.AddCookiesAsync(kept.Select(cookie => new Cookie
        {
            Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path,
        }));
        await other.GotoAsync($"/user/{owner.Name}/tree");
        await Assertions.Expect(other).ToHaveURLAsync(new Regex("/hub/login"));
        await other.Context.CloseAsync();
    }
}

using System.Net;
using Atoll.Core.Lifecycles;
using Atoll.Core.Names;
using Atoll.Tests.Accounts;
using Atoll.Tests.Servers;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.FirstDay;

/// <summary>People have names with everything in them: each signs in, starts, gets in, and stops, by pages and API.</summary>
public sealed class NameTests(QuickHub hub) : IClassFixture<QuickHub>
{
    public static TheoryData<string, string> Names => new()
    {
        { "ada@x.org", "ada@x.org" },
        { " Ada.L ~x@y.org ", "Ada.L ~x@y.org" },
        { "~tilde~", "~tilde~" },
        { "ADA LOVELACE", "Ada Lovelace" },
        { "Åsa", "åsa" },
        { "名前", "名前" },
        { "wave🌊", "wave🌊" },
        { "a%2fb", "a%2Fb" },
        { "a%20b", "a%20b" },
        { "a+b", "a+b" },
        { "a?b#c", "a?b#c" },
        { "a\\b", "a\\b" },
        { "-dash", "-dash" },
        { "...", "..." },
        { ".hidden", ".hidden" },
        { "<b>&\"'quoted", "<b>&\"'quoted" },
        { "hub", "Hub" },
        { "api", "API" },
        { "user", "user" },
        { "null", "null" },
        { new string('x', 255), new string('X', 255) },
        { new string('å', 127), new string('Å', 127) },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Name_works_everywhere(string typed, string given)
    {
        var ada = await hub.AddAsync(given);
        using var browser = new Browser(hub.Fixture.Url);
        using var signedIn = await browser.SignInAsync(typed, "secret");
        Assert.Equal((HttpStatusCode.Found, "/hub/"), (signedIn.StatusCode, signedIn.Headers.Location?.OriginalString));

        using var root = await browser.VisitAsync("/hub/");
        var choosing = await (await browser.VisitAsync(root.Headers.Location!.OriginalString)).PageAsync(200);
        using var started = await browser.PressAsync(choosing, "Start");
        await hub.UntilAsync(ada, ServerPhase.Ready);

        var prefix = UrlNames.ServerPrefix(ada.Name, "");
        using var inside = await FollowAsync(browser, started.Headers.Location!.OriginalString);
        // Its route may come a moment after it is ready, and the browser is sent round once then.
        Assert.Equal($"GET {prefix}\n", (await inside.Content.ReadAsStringAsync(CancellationToken.None)).Replace("?redirects=1", "", StringComparison.Ordinal));
        using var deep = await FollowAsync(browser, prefix + "lab/tree/x%20y.ipynb?a=%2F");
        Assert.Equal($"GET {prefix}lab/tree/x%20y.ipynb?a=%2F\n", await deep.Content.ReadAsStringAsync(CancellationToken.None));

        var home = await (await browser.VisitAsync("/hub/home")).PageAsync(200);
        Assert.Contains(home.All("span"), span => span.Value("class") == "who" && span.Value == ada.Name);
        using var stopped = await browser.PressAsync(home, "Stop now");
        Assert.Equal("/hub/home", stopped.Headers.Location!.OriginalString);
        await hub.UntilAsync(ada, ServerPhase.Stopped);

        var api = $"/users/{Uri.EscapeDataString(ada.Name)}";
        Assert.Equal(ada.Name, (string?)(await hub.AskAsync(ada, "GET", api)).Json!["name"]);
        Assert.Equal(202, (await hub.AskAsync(ada, "POST", $"{api}/server")).Status);
        await hub.UntilAsync(ada, ServerPhase.Ready);
        Assert.InRange((await hub.AskAsync(ada, "DELETE", $"{api}/server")).Status, 202, 204);
        await hub.UntilAsync(ada, ServerPhase.Stopped);
    }

    [Theory]
    [InlineData("/user/Capital/lab/tree/x%20y.ipynb?a=%2F", "/user/capital/lab/tree/x%20y.ipynb?a=%2F")]
    [InlineData("/user/CAPITAL", "/user/capital/")]
    public async Task Capitals_in_an_address_lead_to_the_name(string typed, string right)
    {
        var ada = await hub.Fixture.Services.GetUserAsync("capital") ?? await hub.AddAsync("Capital");
        using var browser = await hub.SignInAsync(ada);

        using var first = await browser.VisitAsync("/hub" + typed);

        Assert.Equal(right, first.Headers.Location!.OriginalString);
    }

    private static async Task<HttpResponseMessage> FollowAsync(Browser browser, string path)
    {
        for (var hop = 0; ; hop++)
        {
            var answer = await browser.VisitAsync(path);
            if (answer.Headers.Location is not { } location || hop == 8)
            {
                return answer;
            }

            path = location.OriginalString;
        }
    }
}

using System.Net;
using Atoll.Accounts.People;
using Atoll.Core.Lifecycles;
using Atoll.Environments;
using Atoll.Platform.Configuration;
using Atoll.Proxy;
using Atoll.Servers;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Atoll.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Servers.Pages;

/// <summary>Starting from profiles: by form, link and API.</summary>
public sealed class SpawnProfilesTests(ProfileHub hub) : IClassFixture<ProfileHub>
{
    private static readonly (string Name, string Value)[] _form =
    [
        ("profile", "pangeo"),
        ("profile-option-pangeo--size", "medium"),
        ("profile-option-pangeo--mode", "unlisted-choice"),
        ("profile-option-pangeo--mode--unlisted-choice", "wild"),
        ("profile-option-plain--environment", "held"),
    ];

    private const string Asked = """{"profile":"pangeo","size":"medium","mode":"unlisted-choice","mode--unlisted-choice":"wild"}""";

    [Fact]
    public async Task Form_starts_the_chosen_profile_with_its_own_fields_alone()
    {
        var ada = await hub.AddAsync("profile-form");
        using var browser = await hub.SignInAsync(ada);

        using var answer = await PostAsync(browser, _form);

        Assert.Equal("/hub/spawn-pending/profile-form", answer.Headers.Location!.OriginalString);
        var row = await hub.UntilAsync(ada, ServerPhase.Ready);
        Assert.Equal(Asked, row.UserOptions);
        Assert.Equal(("pangeo", "stumbling", "medium", "wild"), (row.Plan!.Profile, row.Environment, row.Size, row.Plan.Env["MODE"]));
        Assert.Equal("Pangeo, Medium, wild", row.Plan.Title);
    }

    [Fact]
    public async Task The_same_asked_of_the_API_comes_to_the_same()
    {
        var ada = await hub.AddAsync("profile-api");

        Assert.Equal(202, (await hub.AskAsync(ada, "POST", "/users/profile-api/server", Asked)).Status);

        var row = await hub.UntilAsync(ada, ServerPhase.Ready);
        Assert.Equal(("pangeo", "medium", "wild"), (row.Plan!.Profile, row.Size, row.Plan.Env["MODE"]));
        var server = (await hub.AskAsync(ada, "GET", "/users/profile-api")).Json!["servers"]![""]!;
        Assert.Equal("wild", (string?)server["user_options"]!["mode--unlisted-choice"]);
    }

    [Theory]
    [InlineData("""{"profile":"pangoe"}""", "There is no profile 'pangoe' here. Did you mean 'pangeo'? Choose one of: plain, pangeo, open.")]
    [InlineData("""{"profile":"pangeo","mode":"fats"}""", "Mode: there is no 'fats'. Did you mean 'fast'? Choose one of: calm, fast.")]
    [InlineData("""{"profile":"pangeo","mode--unlisted-choice":"X","size":"vast"}""", "There is no size 'vast' in Pangeo. Choose one of: small, medium. Small letters only.")]
    [InlineData("""{"environment":"deaf"}""", "There is no environment 'deaf' in Plain. Choose one of: prompt, held.")]
    public async Task API_refuses_in_the_page_s_sentences(string body, string message)
    {
        var ada = await hub.AddAsync("profile-bad-" + Guid.NewGuid().ToString("n"));

        var answer = await hub.AskAsync(ada, "POST", $"/users/{ada.Name}/server", body);

        Assert.Equal((400, message), (answer.Status, answer.Message));
        Assert.Null(await hub.Store.FindAsync(ada.Id, "", CancellationToken.None));
    }

    [Fact]
    public async Task Fault_stands_beside_its_field_and_nothing_that_was_filled_in_is_lost()
    {
        var ada = await hub.AddAsync("profile-fault");
        using var browser = await hub.SignInAsync(ada);

        var page = await PageAsync(await PostAsync(browser, [.. _form[..3], ("profile-option-pangeo--mode--unlisted-choice", "WILD"), _form[4]]), 400);

        Assert.Equal("Small letters only.", page.ById("profile-option-pangeo--mode--unlisted-choice-fault")!.Text());
        Assert.Equal("WILD", page.ById("profile-option-pangeo--mode--unlisted-choice")!.Value("value"));
        Assert.Equal(["held", "pangeo", "medium"], Checked(page));
        Assert.Equal("unlisted-choice", page.All("option").Single(option => option.Has("selected")).Value("value"));
        Assert.Null(await hub.Store.FindAsync(ada.Id, "", CancellationToken.None));
    }

    [Fact]
    public async Task Link_on_another_site_fills_the_form_and_starts_nothing()
    {
        var ada = await hub.AddAsync("profile-link");
        using var browser = await hub.SignInAsync(ada);

        var page = await PageAsync(await browser.FollowAsync(
            "/hub/spawn?profile=pangeo&profile-option-pangeo--mode=fast&profile-option-pangeo--size=medium&next=/user/profile-link/x", "cross-site"), 200);

        Assert.Equal(["prompt", "pangeo", "medium"], Checked(page));
        Assert.Equal("fast", page.All("option").Single(option => option.Has("selected")).Value("value"));
        Assert.Equal("/hub/spawn/profile-link?next=%2Fuser%2Fprofile-link%2Fx", page.All("form").Single(form => form.Value("class") == "start").Value("action"));
        Assert.Null(await hub.Store.FindAsync(ada.Id, "", CancellationToken.None));
    }

    [Fact]
    public async Task Link_with_somebodys_own_words_fills_the_form_wherever_it_stands()
    {
        var ada = await hub.AddAsync("profile-words");
        using var browser = await hub.SignInAsync(ada);

        var page = await PageAsync(await browser.VisitAsync(
            "/hub/spawn?profile=pangeo&profile-option-pangeo--mode=unlisted-choice&profile-option-pangeo--mode--unlisted-choice=wild"), 200);

        Assert.Equal("wild", page.ById("profile-option-pangeo--mode--unlisted-choice")!.Value("value"));
        Assert.Null(await hub.Store.FindAsync(ada.Id, "", CancellationToken.None));
    }

    [Fact]
    public async Task Link_of_ones_own_starts_what_it_says()
    {
        var ada = await hub.AddAsync("profile-own-link");
        using var browser = await hub.SignInAsync(ada);

        using var answer = await browser.VisitAsync("/hub/spawn?profile=pangeo&profile-option-pangeo--mode=fast&profile-option-pangeo--size=medium");

        Assert.Equal("/hub/spawn-pending/profile-own-link", answer.Headers.Location!.OriginalString);
        Assert.Equal("medium", (await hub.UntilAsync(ada, ServerPhase.Ready)).Size);
    }

    [Fact]
    public async Task Link_to_what_is_not_there_says_so()
    {
        var ada = await hub.AddAsync("profile-stale");
        using var browser = await hub.SignInAsync(ada);

        var page = await PageAsync(await browser.VisitAsync("/hub/spawn?profile=old"), 400);

        Assert.Equal("There is no profile 'old' here. Choose one of: plain, pangeo, open.", page.ById("profile-fault")!.Text());
        Assert.Equal(["plain", "prompt"], Checked(page)[..2]);
    }

    [Fact]
    public async Task Starting_again_and_the_start_page_keep_the_whole_of_the_last_choices()
    {
        var ada = await hub.AddAsync("profile-again");
        using var browser = await hub.SignInAsync(ada);
        using (await PostAsync(browser, _form))
        {
            await hub.UntilAsync(ada, ServerPhase.Ready);
        }

        await StopAsync(ada);
        var page = await PageAsync(await browser.VisitAsync("/hub/spawn"), 200);
        Assert.Equal(["prompt", "pangeo", "medium"], Checked(page));
        Assert.Equal("wild", page.ById("profile-option-pangeo--mode--unlisted-choice")!.Value("value"));

        var stopped = await PageAsync(await browser.VisitAsync("/hub/spawn-pending/profile-again"), 200);
        var form = stopped.All("form").Single(one => one.Value("action") == "/hub/spawn/profile-again");
        var fields = form.Descendants("input").Where(input => input.Value("name") != "_xsrf").Select(input => (input.Value("name")!, input.Value("value")!));
        using var answer = await PostAsync(browser, [.. fields]);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var row = await hub.UntilAsync(ada, ServerPhase.Ready);
        Assert.Equal((2, Asked, "wild"), (row.StartNumber, row.UserOptions, row.Plan!.Env["MODE"]));
    }

    [Fact]
    public async Task Route_lets_in_whom_the_profile_says()
    {
        var ada = await hub.AddAsync("profile-open");
        await hub.AskAsync(ada, "POST", "/users/profile-open/server", """{"profile":"open"}""");
        await hub.UntilAsync(ada, ServerPhase.Ready);
        var bob = await hub.AddAsync("profile-closed");
        await hub.AskAsync(bob, "POST", "/users/profile-closed/server", """{"profile":"plain"}""");
        await hub.UntilAsync(bob, ServerPhase.Ready);

        using var anybody = hub.Fixture.Anonymous();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(anybody, "/user/profile-open/api"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(anybody, "/user/profile-closed/api"));
        var routes = hub.Fixture.Services.GetRequiredService<RouteRegistry>();
        Assert.Equal(["https://a.example"], routes.Current.Get("/user/profile-open/")!.AllowedOrigins);
        Assert.Empty(routes.Current.Get("/user/profile-closed/")!.AllowedOrigins);
    }

    [Fact]
    public async Task Edited_profile_changes_later_starts_and_no_server_that_runs()
    {
        await using var own = await HubFixture.StartAsync(Configure);
        var ada = await own.AddUserAsync("ada");
        var actions = own.Services.GetRequiredService<ServerActions>();
        var waits = own.Services.GetRequiredService<ServerWaits>();
        var request = new StartRequest(new() { ["profile"] = "pangeo" });
        var asked = (await actions.StartAsync(ada, "", request, CancellationToken.None)).Row;
        var before = (await UntilAsync(ServerPhase.Ready))!;

        var edited = new HubOptions();
        Configure(edited);
        edited.ProfileList = [new StartProfileOptions { DisplayName = "Pangeo", Environment = StandIn.Prompt, Size = "medium", Env = { ["NEW"] = "1" } }];
        own.Services.GetRequiredService<Live<HubOptions>>().Replace(edited);

        // Whoever looks at it looks at what was started.
        Assert.Equal(before.Plan!.Title, (await UntilAsync(ServerPhase.Ready))!.Plan!.Title);
        Assert.NotNull(own.Services.GetRequiredService<RouteRegistry>().Current.Get("/user/ada/"));
        await actions.StopAsync(asked!.Id, CancellationToken.None);
        await UntilAsync(ServerPhase.Stopped);
        await actions.StartAsync(ada, "", request, CancellationToken.None);
        var after = (await UntilAsync(ServerPhase.Ready))!;
        Assert.Equal((StandIn.Stumbling, "small", false), (before.Plan.Environment, before.Plan.Size, before.Plan.Env.ContainsKey("NEW")));
        Assert.Equal((StandIn.Prompt, "medium", "1"), (after.Plan!.Environment, after.Plan.Size, after.Plan.Env["NEW"]));

        Task<ServerRow?> UntilAsync(ServerPhase phase) =>
            waits.UntilAsync(asked!.Id, row => row.Phase == phase, TimeSpan.FromSeconds(20), CancellationToken.None);

        static void Configure(HubOptions options)
        {
            StandIn.Configure(options);
            ProfileHub.Configure(options);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), CancellationToken.None);
        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> PostAsync(Browser browser, params (string Name, string Value)[] fields) =>
        browser.PostAsync("/hub/spawn", browser.Cookie("_xsrf"), fields);

    private static List<string?> Checked(HtmlPage page) =>
        [.. page.All("input").Where(input => input.Has("checked")).Select(input => input.Value("value"))];

    private static async Task<HtmlPage> PageAsync(HttpResponseMessage answer, int status)
    {
        using (answer)
        {
            var html = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            Assert.True(status == (int)answer.StatusCode, $"{answer.StatusCode}: {html}");
            return new HtmlPage(html);
        }
    }

    private async Task StopAsync(UserRow owner)
    {
        await hub.StopAsync(owner);
        await hub.UntilAsync(owner, ServerPhase.Stopped);
    }
}

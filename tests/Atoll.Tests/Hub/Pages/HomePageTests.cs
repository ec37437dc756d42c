using System.Xml.Linq;
using Atoll.Hub.Pages;
using Atoll.Tests.Web;
using Xunit;
using static System.StringComparison;

namespace Atoll.Tests.Hub.Pages;

public sealed class HomePageTests
{
    private static readonly Dictionary<string, HomeModel> Models = HomeSamples.All().ToDictionary(p => p.Name, p => p.Model);

    private static readonly Dictionary<string, HomeModel> Named = HomeSamples.Named().ToDictionary(p => p.Name, p => p.Model);

    [Fact]
    public async Task A_running_server_can_be_opened_and_after_asking_stopped_and_restarted()
    {
        var page = await Rendered.PageAsync(Models["home-running"]);

        Assert.Contains(page.All("a"), link => link.Value("href") == "/user/ada/" && link.Value("aria-label") == "Open Your server");
        Assert.Equal(["/hub/restart/ada", "/hub/stop/ada"], page.All("form").Select(form => form.Value("action")));
        Assert.All(page.All("form"), form => Assert.Contains(form.Ancestors(), parent => parent.Name == "details" && !parent.Has("open")));
        Assert.All(page.All("details"), ask =>
            Assert.Contains("Your files stay. Packages you installed and running notebooks are lost.", ask.Text(), Ordinal));
    }

    [Fact]
    public async Task It_tells_what_it_knows_and_leaves_out_what_it_does_not()
    {
        var measured = await Rendered.PageAsync(Models["home-many"]);
        var plain = await Rendered.PageAsync(Models["home-running"]);

        Assert.Contains("Memory 307 MB of 2 GB", Facts(measured));
        Assert.Contains("Memory up to 2 GB", Facts(plain));
        Assert.Contains("Last used 3 minutes ago", Facts(plain));
        Assert.Contains("Stops by itself in 57 minutes", Facts(plain));
        var since = plain.All("time").First();
        Assert.Equal(("2026-05-12T06:30:00Z", "12 May 2026, 06:30:00 UTC"), (since.Value("datetime"), since.Value("title")));
    }

    [Fact]
    public async Task A_newer_version_is_told()
    {
        const string Told = "A newer version of Pangeo notebook is there after a restart.";

        Assert.Contains(Told, (await Rendered.PageAsync(Models["home-newer"])).One("main").Value, Ordinal);
        Assert.DoesNotContain(Told, (await Rendered.PageAsync(Models["home-running"])).One("main").Value, Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_run_can_only_be_started()
    {
        var page = await Rendered.PageAsync(Models["home-stopped"]);

        Assert.Empty(page.All("form"));
        Assert.Contains(page.All("a"), link => link.Value("href") == "/hub/spawn/ada");
    }

    [Fact]
    public async Task Another_server_is_asked_for_by_name_and_an_old_one_deleted_after_asking()
    {
        var page = await Rendered.PageAsync(Named["home-named"]);

        var form = page.All("form").Single(one => one.Value("action") == "/hub/new-server");
        Assert.Equal(["_xsrf", "name"], form.Descendants("input").Select(input => input.Value("name")));
        Assert.Contains("You have 1 of 3.", page.ById("another")!.Text(), Ordinal);
        Assert.DoesNotContain(form.Ancestors(), one => one.Has("id") && one.Value("id") == "live");
        var delete = page.All("form").Single(one => one.Value("action") == "/hub/delete-server/ada/gpu");
        Assert.Contains(delete.Ancestors(), one => one.Name == "details" && one.Text().Contains("Your files stay", Ordinal));
    }

    [Fact]
    public async Task What_is_wrong_with_a_name_stands_beside_it_and_who_has_enough_is_not_asked()
    {
        var wrong = await Rendered.PageAsync(Named["home-named-fault"]);
        Assert.Contains("cannot be called “lab”", wrong.ById("name-fault")!.Text(), Ordinal);
        Assert.Equal(("lab", "true"), (wrong.ById("name")!.Value("value"), wrong.ById("name")!.Value("aria-invalid")));
        Assert.StartsWith("Error: ", wrong.One("title").Text(), Ordinal);

        Assert.Null((await Rendered.PageAsync(Named["home-named-full"])).ById("name"));
        Assert.Null((await Rendered.PageAsync(Models["home-running"])).ById("another"));
    }

    [Fact]
    public async Task It_looks_again_only_while_something_changes_by_itself()
    {
        Assert.Equal("3", (await Rendered.PageAsync(Models["home-many"])).ById("live")!.Value("data-poll"));
        Assert.False((await Rendered.PageAsync(Models["home-running"])).ById("live")!.Has("data-poll"));
    }

    [Fact]
    public async Task Each_failed_server_has_a_way_forward()
    {
        var page = await Rendered.PageAsync(Models["home-many"]);

        Assert.Contains(page.ById("server-3")!.Descendants("button"), button => button.Text() == "Try again");
        Assert.Contains(page.ById("server-4")!.Descendants("a"), link => link.Value("href") == "/hub/spawn/ada/broken%20too");
    }

    private static List<string> Facts(HtmlPage page) =>
        [.. page.All("dl").Elements("div").Select(fact => string.Join(' ', fact.Elements().Select(element => element.Text())))];
}

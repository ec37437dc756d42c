using Atoll.Servers.Pages;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.Servers.Pages;

public sealed class StartingPanelTests
{
    private static readonly Dictionary<string, StartingPanelModel> Panels = StartSamples.Panels().ToDictionary(p => p.Name, p => p.Model);

    [Fact]
    public async Task Steps_say_where_they_stand_and_only_the_present_one_ticks()
    {
        var panel = await Rendered.PartAsync<StartingPanel>(Panels["starting-booting"]);

        Assert.Equal(
            [
                "✓ A place to run it, done 0 s",
                "✓ Environment ready, done already here 1 s",
                "● Starting JupyterLab, going on usually 4–9 s 6 s",
            ],
            panel.All("li").Select(step => step.Text()));
        Assert.Equal(["7", "6"], panel.All("span").Where(span => span.Has("data-elapsed")).Select(span => span.Value("data-elapsed")));
        Assert.Equal("Starting JupyterLab", panel.ById("panel-head")!.Value("data-say"));
    }

    [Fact]
    public async Task A_start_that_waits_tells_its_place_and_can_be_cancelled()
    {
        var panel = await Rendered.PartAsync<StartingPanel>(Panels["starting-waiting"]);

        Assert.StartsWith("You are number 3 in the queue.", panel.ById("panel-queue")!.Text(), StringComparison.Ordinal);
        Assert.EndsWith("2 of 20 GB are free.", panel.ById("panel-waits")!.Text(), StringComparison.Ordinal);
        Assert.Equal("/hub/cancel/ada", panel.One("form").Value("action"));
        Assert.Equal("Cancel", panel.One("button").Text());
    }

    [Fact]
    public async Task A_failure_says_what_happened_and_what_to_do()
    {
        var panel = await Rendered.PartAsync<StartingPanel>(Panels["starting-failed"]);

        Assert.StartsWith("It ran out of memory (2 GB)", panel.ById("panel-failure")!.Text(), StringComparison.Ordinal);
        Assert.Equal("Reason code: out-of-memory · the engine's own <words>", panel.ById("panel-reason")!.Text());
        Assert.Equal("Try again", panel.One("button").Text());
        Assert.Equal(["again"], panel.All("input").Where(i => i.Value("name") is not "_xsrf").Select(i => i.Value("name")));
        Assert.Equal("Choose another size", panel.ById("panel-choose")!.Text());
        Assert.DoesNotContain(panel.All("span"), span => span.Has("data-elapsed"));
    }

    [Fact]
    public async Task Lines_of_the_log_stay_text()
    {
        string[] log = ["<script>alert(1)</script>", "\"><img src=x>", "a & b"];

        var html = await Rendered.HtmlAsync<StartingPanel>(Panels["starting-failed"] with { Log = log });

        Assert.Equal(string.Join('\n', log), HtmlPage.Fragment(html).One("pre").Value);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_names_its_stream_and_asks_again_without_script_only_while_it_goes_on()
    {
        var model = new StartingModel { Page = Gallery.Ada, Panel = Panels["starting-waiting"], EventsUrl = "/events?a=1&b=2" };
        var live = await Rendered.PageAsync(model);
        var over = await Rendered.PageAsync(model with { Panel = Panels["starting-failed"], EventsUrl = null });

        Assert.Equal("/events?a=1&b=2", live.ById("live")!.Value("data-events"));
        Assert.Equal("2", live.One("noscript").Elements("meta").Single().Value("content"));
        Assert.False(over.ById("live")!.Has("data-events"));
        Assert.Empty(over.All("noscript"));
    }

    [Fact]
    public async Task A_stopped_server_offers_a_start()
    {
        var panel = await Rendered.PartAsync<StartingPanel>(Panels["stopped"]);

        Assert.Equal("Start it", panel.One("button").Text());
    }
}

using Atoll.Servers.Pages;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.Servers.Pages;

public sealed class PanelStreamTests
{
    private static readonly Dictionary<string, StartingPanelModel> Panels = Make();

    [Fact]
    public async Task A_ready_server_is_gone_to_and_ends_the_stream()
    {
        var events = await EventsAsync("starting-booting", "starting-ready", "starting-booting");

        Assert.Equal(["message", "message", "go", "end"], events.Select(e => e.Type));
        Assert.Contains("Starting JupyterLab", events[0].Data, StringComparison.Ordinal);
        Assert.Equal("/user/ada/", events[2].Data);
    }

    [Theory]
    [InlineData("starting-failed")]
    [InlineData("starting-cancelled")]
    [InlineData("stopped")]
    public async Task What_nothing_follows_ends_the_stream(string last)
    {
        var events = await EventsAsync("starting-waiting", last, "starting-waiting");

        Assert.Equal(["message", "message", "end"], events.Select(e => e.Type));
    }

    [Fact]
    public async Task While_it_goes_on_the_stream_does_not_end_by_itself()
    {
        var events = await EventsAsync("stopping", "starting-waiting", "failed-taking-down");

        Assert.Equal(["message", "message", "message"], events.Select(e => e.Type));
    }

    private static async Task<List<(string Type, string Data)>> EventsAsync(params string[] names)
    {
        List<(string, string)> events = [];
        var panels = names.Select(name => Panels[name]).ToAsyncEnumerable();
        await foreach (var item in PanelStream.EventsAsync(Rendered.Services, panels, TestContext.Current.CancellationToken))
        {
            events.Add((item.EventType, item.Data));
        }

        return events;
    }

    private static Dictionary<string, StartingPanelModel> Make()
    {
        var panels = StartSamples.Panels().ToDictionary(p => p.Name, p => p.Model);
        panels["failed-taking-down"] = panels["starting-failed"] with { TakingDown = true };
        return panels;
    }
}

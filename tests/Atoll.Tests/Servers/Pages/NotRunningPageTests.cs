using Atoll.Servers.Pages;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.Servers.Pages;

public sealed class NotRunningPageTests
{
    private static readonly Dictionary<string, NotRunningModel> Models = StartSamples.NotRunning().ToDictionary(p => p.Name, p => p.Model);

    [Fact]
    public async Task With_choices_made_before_one_button_starts_it_and_goes_on()
    {
        var page = await Rendered.PageAsync(Models["not-running"]);

        Assert.Equal("Your server is not running", page.One("h1").Text());
        Assert.Equal("Start it and go on to …/analysis.ipynb", page.One("button").Text());
        var next = Uri.EscapeDataString("/user/ada/lab/tree/work/analysis.ipynb");
        Assert.Contains(page.All("a"), link => link.Value("href") == $"/hub/spawn/ada?next={next}");
    }

    [Fact]
    public async Task Without_them_it_leads_to_the_choices()
    {
        var page = await Rendered.PageAsync(Models["not-running-choose"]);

        Assert.Empty(page.All("form"));
        Assert.Contains(page.All("a"), link => link.Text() == "Start it" && link.Value("href") == "/hub/spawn/ada?next=%2Fuser%2Fada%2F");
    }

    [Fact]
    public async Task Somebody_who_may_not_start_it_is_told_who_may()
    {
        var page = await Rendered.PageAsync(Models["not-running-other"]);

        Assert.Equal("grace’s server is not running", page.One("h1").Text());
        Assert.Empty(page.All("form"));
        Assert.Contains("Only grace can start it.", page.One("main").Text(), StringComparison.Ordinal);
    }
}

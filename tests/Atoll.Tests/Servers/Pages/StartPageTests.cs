using Atoll.Servers.Pages;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.Servers.Pages;

public sealed class StartPageTests
{
    private static readonly StartModel Model = StartSamples.Choosing().First().Model;
    private static readonly ProfileOffer All = StartSamples.Everything;

    [Fact]
    public async Task The_first_choices_are_selected_at_first()
    {
        var page = await Rendered.PageAsync(Model);

        Assert.Equal(["pangeo", "small"], Checked(page));
    }

    [Fact]
    public async Task The_last_choices_are_selected_when_they_may_still_be_chosen()
    {
        Assert.Equal(["slim", "medium"], Checked(await Rendered.PageAsync(Model.With(All with { Environment = "slim", Size = "medium" }))));
        Assert.Equal(["pangeo", "small"], Checked(await Rendered.PageAsync(Model.With(All with { Environment = "r", Size = "gpu" }))));
        Assert.Equal(["pangeo", "small"], Checked(await Rendered.PageAsync(Model.With(All with { Environment = "gone", Size = "gone" }))));
    }

    [Fact]
    public async Task What_may_not_be_chosen_is_shown_with_its_reason()
    {
        var page = await Rendered.PageAsync(Model);

        var gpu = page.All("label").Single(label => label.Descendants("input").Any(input => input.Value("value") == "gpu"));
        Assert.True(gpu.Descendants("input").Single().Has("disabled"));
        Assert.Equal("GPU 8 CPUs, 32 GB, 1 GPU Needs the group “ml”.", gpu.Text());
    }

    [Fact]
    public async Task A_single_choice_is_sent_but_not_asked_for()
    {
        var page = await Rendered.PageAsync(Model.With(All with { Environments = [All.Environments[0]], Sizes = [All.Sizes[0]] }));

        Assert.Empty(page.All("fieldset"));
        Assert.Equal("hidden", page.All("input").Named("environment").Single().Value("type"));
        Assert.Equal("small", page.All("input").Named("size").Single().Value("value"));
        Assert.Contains(page.All("p"), text => text.Text() == "Pangeo notebook · 1 CPU, 2 GB");
    }

    [Fact]
    public async Task The_application_is_asked_for_only_when_there_are_several()
    {
        var one = await Rendered.PageAsync(Model with { Apps = [new AppChoice("lab", "JupyterLab")] });
        var two = await Rendered.PageAsync(Model with { Apps = [new("lab", "JupyterLab"), new("rstudio", "RStudio")], App = "rstudio" });

        Assert.Empty(one.All("select"));
        Assert.Equal("rstudio", two.All("option").Single(option => option.Has("selected")).Value("value"));
    }

    [Fact]
    public async Task When_nothing_can_be_chosen_there_is_no_start()
    {
        var page = await Rendered.PageAsync(Model.With(All with { Environments = [All.Environments[2]] }));

        Assert.Empty(page.All("button"));
        Assert.Contains(page.All("a"), link => link.Text() == "Look again");
    }

    [Fact]
    public async Task A_fault_is_in_the_summary_and_beside_its_field()
    {
        var page = await Rendered.PageAsync(Model with { Faults = [new("size", "Taken."), new("", "Two is enough.")] });

        var summary = page.All("div").Single(element => element.Value("role") == "alert");
        Assert.Equal(["Taken.", "Two is enough."], summary.Descendants("li").Select(item => item.Text()));
        Assert.Equal("#size", summary.Descendants("a").Single().Value("href"));
        Assert.Equal("Taken.", page.ById("size-fault")!.Text());
        Assert.All(page.All("input").Named("size"), radio => Assert.Equal("size-fault", radio.Value("aria-describedby")));
    }

    [Theory]
    [InlineData("ada", "", null, "/hub/spawn/ada", "Start your server")]
    [InlineData("ada", "a b/c", "/user/ada/", "/hub/spawn/ada/a%20b%2Fc?next=%2Fuser%2Fada%2F", "Start your server “a b/c”")]
    [InlineData("grace", "", null, "/hub/spawn/grace", "Start grace’s server")]
    public async Task It_posts_to_the_server_s_own_address(string owner, string server, string? next, string action, string heading)
    {
        var page = await Rendered.PageAsync(Model with { Owner = owner, ServerName = server, Next = next });

        Assert.Equal(action, page.One("form").Value("action"));
        Assert.Equal(heading, page.One("h1").Text());
    }

    private static List<string?> Checked(HtmlPage page) =>
        [.. page.All("input").Where(input => input.Has("checked")).Select(input => input.Value("value"))];
}

using Atoll.Servers.Pages;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.Servers.Pages;

/// <summary>Profiles on the start page.</summary>
public sealed class ProfilePageTests
{
    private static readonly StartModel Model = StartSamples.Choosing().First(sample => sample.Name == "start-profiles").Model;

    [Fact]
    public async Task Each_profile_holds_its_own_fields_and_says_whose_they_are()
    {
        var page = await Rendered.PageAsync(Model);

        Assert.Equal(["lab", "pangeo", "gpu"], page.All("input").Named("profile").Select(radio => radio.Value("value")));
        var fields = Assert.Single(page.All("div"), element => element.Value("class") == "profile-fields");
        Assert.Equal(
            ["profile-option-pangeo--size", "profile-option-pangeo--image--unlisted-choice"],
            fields.Descendants("input").Select(input => input.Value("name")).Distinct());
        Assert.Equal(
            ["profile-option-pangeo--image", "profile-option-pangeo--threads"], fields.Descendants("select").Select(list => list.Value("name")));
        Assert.Equal("pangeo", fields.Parent!.Descendants("input").Named("profile").Single().Value("value"));
    }

    [Fact]
    public async Task What_was_chosen_last_is_selected()
    {
        var page = await Rendered.PageAsync(Model);

        Assert.Equal(["pangeo", "small"], page.All("input").Where(input => input.Has("checked")).Select(input => input.Value("value")));
        Assert.Equal(["stable", "4"], page.All("option").Where(option => option.Has("selected")).Select(option => option.Value("value")));
    }

    [Theory]
    [InlineData("lab", "lab")]
    [InlineData("gpu", "lab")]
    [InlineData("gone", "lab")]
    public async Task Profile_that_cannot_be_chosen_is_passed_over(string last, string selected)
    {
        var page = await Rendered.PageAsync(Model with { Profile = last });

        Assert.Equal(selected, page.All("input").Named("profile").Single(radio => radio.Has("checked")).Value("value"));
        var gpu = page.All("label").Single(label => label.Descendants("input").Any(input => input.Value("value") == "gpu"));
        Assert.True(gpu.Descendants("input").Single().Has("disabled"));
        Assert.Contains("Needs the group “ml”.", gpu.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_no_profile_can_be_chosen_there_is_no_start()
    {
        var page = await Rendered.PageAsync(Model.With(StartSamples.Gpu));
        var two = await Rendered.PageAsync(Model with { Profiles = [StartSamples.Gpu, StartSamples.Gpu with { Slug = "gpu2" }] });

        Assert.All([page, two], one => Assert.Empty(one.All("button")));
        Assert.All([page, two], one => Assert.Contains("Needs the group “ml”.", one.One("main").Text(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Single_profile_is_sent_but_not_asked_for_and_its_fields_are()
    {
        var page = await Rendered.PageAsync(Model.With(StartSamples.Pangeo));

        Assert.Equal("hidden", page.All("input").Named("profile").Single().Value("type"));
        Assert.Equal("Size", Assert.Single(page.All("legend")).Text());
        Assert.Contains(page.All("p"), text => text.Text() == "Pangeo · Pangeo notebook");
    }

    [Fact]
    public async Task Single_profile_without_a_choice_is_a_button()
    {
        var page = await Rendered.PageAsync(Model.With(StartSamples.Lab));

        Assert.All(page.All("input"), input => Assert.Equal("hidden", input.Value("type")));
        Assert.Equal("Start", page.One("button").Text());
        Assert.Contains(page.All("p"), text => text.Text() == "Lab only · 1 CPU, 2 GB");
    }

    [Fact]
    public async Task Text_of_one_s_own_stands_in_its_field_beside_its_fault()
    {
        var sample = StartSamples.Choosing().First(one => one.Name == "start-profiles-text").Model;
        var page = await Rendered.PageAsync(sample);

        const string Field = "profile-option-pangeo--image--unlisted-choice";
        var text = page.ById(Field)!;
        Assert.Equal(("evil/image", $"{Field}-fault"), (text.Value("value"), text.Value("aria-describedby")));
        Assert.Equal("unlisted-choice", page.ById("profile-option-pangeo--image")!.Elements("option").Single(option => option.Has("selected")).Value("value"));
        Assert.Equal(sample.Faults[0].Text, page.ById($"{Field}-fault")!.Text());
        Assert.Equal(
            ["#" + Field, "#profile-option-pangeo--size"],
            page.All("div").Single(element => element.Value("role") == "alert").Descendants("a").Select(link => link.Value("href")));
    }

    [Fact]
    public async Task What_cannot_be_chosen_in_a_list_says_why()
    {
        var page = await Rendered.PageAsync(Model);

        var next = page.All("option").Single(option => option.Value("value") == "next");
        Assert.True(next.Has("disabled"));
        Assert.Equal("Next month’s (It is being built on this machine.)", next.Text());
    }

    [Fact]
    public async Task Page_of_ten_profiles_is_under_60_kB_with_its_files()
    {
        var ten = Enumerable.Range(1, 10).Select(i => StartSamples.Pangeo with
        {
            Slug = $"pangeo-{i}", Environments = StartSamples.Everything.Environments, Sizes = StartSamples.Everything.Sizes,
        });
        var page = await Rendered.PageAsync(Model with { Profiles = [.. ten] });

        var files = typeof(HubOptions).Assembly;
        var sizes = files.GetManifestResourceNames().Where(name => name.StartsWith("wwwroot/", StringComparison.Ordinal)).Select(SizeOf).ToList();
        Assert.NotEmpty(sizes);
        Assert.InRange(page.Html.Length + sizes.Sum(), 30_000, 60_000);

        long SizeOf(string name)
        {
            using var file = files.GetManifestResourceStream(name)!;
            return file.Length;
        }
    }
}

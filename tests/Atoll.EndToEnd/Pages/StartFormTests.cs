using Atoll.Servers.Pages;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Atoll.EndToEnd.Pages;

/// <summary>The start page in a real browser: which fields show, with and without script.</summary>
public sealed class StartFormTests(LiveHost host) : IClassFixture<LiveHost>
{
    private const string Image = "#profile-option-data--image";
    private const string Text = Image + "--unlisted-choice";

    internal static IReadOnlyList<ProfileOffer> Profiles { get; } = [Offer("lab", "Lab only"), Data()];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_the_chosen_profile_s_fields_show(bool script)
    {
        await using var browser = await host.NewAsync(script);
        var page = await browser.StartPageAsync();
        await Expect(page.Locator(Image)).ToBeHiddenAsync();

        await page.FocusAsync("input[value=lab]");
        await page.Keyboard.PressAsync("ArrowDown");

        await Expect(page.Locator("input[value=data]")).ToBeCheckedAsync();
        await Expect(page.Locator(Image)).ToBeVisibleAsync();
        await Expect(page.Locator(Text)).ToBeHiddenAsync();
        await page.SelectOptionAsync(Image, "unlisted-choice");
        await Expect(page.Locator(Text)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_next_key_leads_past_fields_that_do_not_show()
    {
        await using var browser = await host.NewAsync(script: true);
        var page = await browser.StartPageAsync();

        await page.FocusAsync("input[value=lab]");
        await page.Keyboard.PressAsync("Tab");

        await Expect(page.Locator("button:focus")).ToHaveTextAsync("Start");
    }

    [Fact]
    public async Task On_a_phone_nothing_is_wider_than_the_screen()
    {
        await using var browser = await host.NewAsync(script: true, width: 320);
        var page = await browser.StartPageAsync();
        await page.CheckAsync("input[value=data]");
        await page.SelectOptionAsync(Image, "unlisted-choice");

        Assert.Equal(320, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private static ProfileOffer Data() => Offer("data", "Data") with
    {
        Options =
        [
            new()
            {
                Key = "image",
                Title = "Image",
                Choices = [new("stable", "A stable image with a name that is rather long for a list on a phone")],
                Text = new("Image location", "Other..."),
            },
        ],
    };

    private static ProfileOffer Offer(string slug, string title) => new()
    {
        Slug = slug,
        Title = title,
        Environments = [new() { Name = "slim", Title = "Slim" }],
        Sizes = [new() { Name = "small", Title = "Small", Cpu = 1, Memory = 1L << 30 }],
    };
}

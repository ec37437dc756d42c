using Atoll.Environments;
using Atoll.TestKit;
using Microsoft.Playwright;
using Xunit;

namespace Atoll.EndToEnd.Story;

/// <summary>A person picks a profile and names an image of their own; what runs is what they asked for.</summary>
public sealed class ProfileStoryTests : IAsyncLifetime
{
    private readonly Screenshots _screenshots = new("profiles");
    private HubFixture _hub = null!;
    private Browser _browser = null!;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await HubFixture.StartAsync(options => options.ProfileList =
        [
            new() { DisplayName = "Lab only", Environment = "slim", Size = "small" },
            new() { DisplayName = "My own image", Environment = "slim", Sizes = ["small", "medium"], ProfileOptions = { ["image"] = Image() } },
        ]);
        _browser = await Browser.StartAsync();
        await _hub.AddUserAsync("ada", "lovelace-1815");
        _page = await _browser.PersonAsync(_hub.Url);
        await _page.GotoAsync("/");
        await _page.GetByLabel("Name").FillAsync("ada");
        await _page.GetByLabel("Password").FillAsync("lovelace-1815");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    [Fact]
    public async Task An_image_of_one_s_own_is_checked_and_then_runs()
    {
        await _page.GetByLabel("My own image").First.CheckAsync();
        await _page.GetByLabel("Medium").CheckAsync();
        await _page.GetByLabel("Image", new() { Exact = true }).SelectOptionAsync("Other...");
        await _page.GetByLabel("Image location").FillAsync("elsewhere/slim:latest");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Assertions.Expect(_page.Locator("[role=alert]")).ToContainTextAsync("Only images of this hub.");
        await _screenshots.TakeAsync(_page, "fault");

        await Assertions.Expect(_page.GetByLabel("Medium")).ToBeCheckedAsync();
        await _page.GetByLabel("Image location").FillAsync("atoll/slim:latest");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        var lab = new Lab(_page);
        await lab.WaitAsync();

        Assert.Equal(
            "atoll/slim:latest <atoll/slim:latest> 2",
            await lab.RunInNewNotebookAsync(
                "which.ipynb", "import os; e = os.environ; print(e['JUPYTER_IMAGE_SPEC'], e['WHICH'], e['CPU_LIMIT'])"));
        Assert.Empty(_hub.Complaints);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.PictureAllAsync(_screenshots);
        await _screenshots.KeepLogsAsync(_hub);
        await _browser.DisposeAsync();
        await _hub.DisposeAsync();
    }

    private static ProfileOptionOptions Image() => new()
    {
        DisplayName = "Image",
        Choices = { ["slim"] = new() { DisplayName = "The hub's" } },
        UnlistedChoice = new()
        {
            Enabled = true,
            DisplayName = "Image location",
            ValidationRegex = "atoll/",
            ValidationMessage = "Only images of this hub.",
            Image = "{value}",
            Env = { ["WHICH"] = "<{value}>" },
        },
    };
}

using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Atoll.Core.Lifecycles;
using Atoll.Servers;
using Atoll.Storage;
using Atoll.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Atoll.EndToEnd.Story;

/// <summary>The main job, as a scientist does it: two days with the same home, in a real browser, a real engine, a real Lab.</summary>
public sealed class MainStoryTests : IAsyncLifetime
{
    private const int BigFileMegabytes = 200;

    private readonly Screenshots _screenshots = new("story");
    private HubFixture _hub = null!;
    private Browser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await HubFixture.StartAsync();
        _browser = await Browser.StartAsync();
    }

    [Fact]
    public async Task A_scientist_signs_in_works_and_finds_the_work_again_tomorrow()
    {
        var ada = await _hub.AddUserAsync("ada", "lovelace-1815");
        var page = await _browser.PersonAsync(_hub.Url);
        var home = Path.Combine(_hub.Settings.Data.Volumes, Homes.VolumeOf(ada.Id));

        await SignInAsync(page, "ada", "lovelace-1815");
        await StartAsync(page);
        var lab = new Lab(page);
        await lab.WaitAsync();
        await _screenshots.TakeAsync(page, "lab");

        Assert.Equal("42", await lab.RunInNewNotebookAsync("analysis.ipynb", "print(6 * 7)"));
        await _screenshots.TakeAsync(page, "cell");

        await PrepareRepositoryAndWheelAsync(home);
        await lab.TerminalAsync(
            "git clone origin.git clone && touch .cloned", () => File.Exists(Path.Combine(home, ".cloned")));
        Assert.True(File.Exists(Path.Combine(home, "clone", "README.md")));
        await lab.TerminalAsync(
            "pip install --no-index ./atoll_sample-1.0-py3-none-any.whl && touch .installed",
            () => File.Exists(Path.Combine(home, ".installed")));
        await _screenshots.TakeAsync(page, "terminal");

        await MoveBigFileAsync(lab, home);
        await _screenshots.TakeAsync(page, "files");

        await lab.MenuAsync("File", "Hub Control Panel");
        var panel = await ControlPanelAsync(page);
        await panel.GetByText("Running").First.WaitForAsync();
        await _screenshots.TakeAsync(panel, "control-panel");

        await page.BringToFrontAsync();
        await lab.MenuAsync("File", "Log Out");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/hub/login"), new() { Timeout = 30_000 });
        await _screenshots.TakeAsync(page, "signed-out");
        await ServerIsGoneAsync(ada.Id);

        await SignInAsync(page, "ada", "lovelace-1815");
        await StartAsync(page);
        await lab.WaitAsync();
        await lab.OpenAsync("analysis.ipynb");
        Assert.Equal("False", await lab.RunAsync(
            "import importlib.util, os; print(importlib.util.find_spec('atoll_sample') is not None)"));
        Assert.Equal("True", await lab.RunAsync("print(os.path.exists('clone/README.md'))"));
        await _screenshots.TakeAsync(page, "next-day");
        Assert.Empty(_hub.Complaints);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.PictureAllAsync(_screenshots);
        await _screenshots.KeepLogsAsync(_hub);
        await _browser.DisposeAsync();
        await _hub.DisposeAsync();
    }

    private async Task SignInAsync(IPage page, string name, string password)
    {
        await page.GotoAsync("/");
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(password);
        await _screenshots.TakeAsync(page, "sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private async Task StartAsync(IPage page)
    {
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/hub/spawn"), new() { Timeout = 30_000 });
        await page.GetByLabel("Lab only").CheckAsync();
        await page.GetByLabel("Small").CheckAsync();
        await _screenshots.TakeAsync(page, "start");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.GetByText("Starting Lab only, Small").WaitForAsync();
        await _screenshots.TakeAsync(page, "starting");
    }

    private static async Task<IPage> ControlPanelAsync(IPage page)
    {
        // Lab opens it in a tab of its own.
        var context = page.Context;
        await Until.TrueAsync(
            () => context.Pages.Any(tab => tab.Url.EndsWith("/hub/home", StringComparison.Ordinal)),
            TimeSpan.FromSeconds(20), "the control panel");
        return context.Pages.Single(tab => tab.Url.EndsWith("/hub/home", StringComparison.Ordinal));
    }

    private static async Task MoveBigFileAsync(Lab lab, string home)
    {
        var folder = Directory.CreateTempSubdirectory("atoll-big-");
        try
        {
            await MoveBigFileAsync(lab, Path.Combine(home, "big.bin"), Path.Combine(folder.FullName, "big.bin"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MoveBigFileAsync(Lab lab, string arrived, string sent)
    {
        await File.WriteAllBytesAsync(sent, Bytes());
        await lab.UploadAsync(sent);
        // The listing shows the file from its first part on.
        await Until.TrueAsync(
            () => File.Exists(arrived) && new FileInfo(arrived).Length == BigFileMegabytes << 20, TimeSpan.FromMinutes(2), "the upload to arrive");
        var download = await lab.DownloadAsync("big.bin");
        var got = sent + ".back";
        await download.SaveAsAsync(got);
        Assert.Equal(await HashAsync(sent), await HashAsync(got));
        File.Delete(arrived);
    }

    private static async Task<string> HashAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexString(await SHA256.HashDataAsync(file));
    }

    private static byte[] Bytes()
    {
        var bytes = new byte[BigFileMegabytes << 20];
        new Random(1815).NextBytes(bytes);
        return bytes;
    }

    // What a person would have brought along: made as root, then given to the home's owner.
    private static async Task PrepareRepositoryAndWheelAsync(string home)
    {
        await ShellAsync(home, """
            work=$(mktemp -d)
            git init -q "$work" && cd "$work" && echo atoll > README.md && git add . \
              && git -c user.name=t -c user.email=t@example.org commit -qm one
            git clone -q --bare "$work" "$HOME_DIR/origin.git"
            chown -R 1000:100 "$HOME_DIR/origin.git"
            rm -rf "$work"
            """);
        SampleWheel.Write(Path.Combine(home, "atoll_sample-1.0-py3-none-any.whl"));
        await ShellAsync(home, "chown 1000:100 $HOME_DIR/*.whl");
    }

    private static async Task ShellAsync(string home, string script)
    {
        var start = new ProcessStartInfo("bash", ["-euc", script]) { Environment = { ["HOME_DIR"] = home } };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private async Task ServerIsGoneAsync(long userId)
    {
        var store = _hub.Services.GetRequiredService<ServerStore>();
        await Until.TrueAsync(
            async () => (await store.FindAsync(userId, "", CancellationToken.None))?.Phase is ServerPhase.Stopped,
            TimeSpan.FromSeconds(15), "the server to be gone");
        Assert.Empty(await _hub.Services.GetRequiredService<Atoll.Compute.Sites>()["local"].ListAsync(CancellationToken.None));
    }
}

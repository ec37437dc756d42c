using System.Net;
using System.Net.Http.Headers;
using System.Diagnostics;
using Atoll.EndToEnd.Compute;
using Atoll.TestKit;
using Xunit;

namespace Atoll.EndToEnd.Packaging;

/// <summary>The package on a machine without .NET: what is in it, the service unit, an upgrade under people's feet.</summary>
public sealed class PackageTests : IAsyncLifetime
{
    private readonly Package _package = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-installed-");

    private string Data => Path.Combine(_folder.FullName, "data");

    private string Config => Path.Combine(_folder.FullName, "atoll.yaml");

    public async ValueTask InitializeAsync() => await _package.UnpackAsync();

    public ValueTask DisposeAsync()
    {
        _package.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void It_holds_what_a_hub_needs_beside_the_program()
    {
        string[] files =
        [
            "LICENSE", "CHANGELOG.md", "README.md", "atoll.example.yaml", "docs/INSTALL.md", "deploy/atoll.service", "deploy/engine",
            "deploy/images/build", "deploy/images/slim/packages",
        ];
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(_package.Root, file)), file));
    }

    [Fact]
    public async Task Its_example_is_a_good_configuration()
    {
        var check = await _package.RunAsync("", "check", "--config", Path.Combine(_package.Root, "atoll.example.yaml"), "--data", Data);
        Assert.StartsWith("The configuration is good.", check.Output, StringComparison.Ordinal);
        Assert.Matches(@"^\d+\.\d+\.\d+(\+[0-9a-f]{40})?\n$", (await _package.RunAsync("", "--version")).Output);
    }

    [Theory]
    [InlineData("doctor", "missing  SQLite is missing.  Mend it with: apt-get install libsqlite3-0")]
    [InlineData("user add ada", "atoll: SQLite is missing on this machine (libsqlite3.so.0). Install it with: apt-get install libsqlite3-0")]
    public async Task A_machine_without_SQLite_is_told_what_to_install(string command, string told)
    {
        // In a view of the files of its own, where nothing is behind the library's names.
        const string Hidden = "for file in $(ldconfig -p | sed -n 's/.*libsqlite3.so.* => //p'); do mount --bind /dev/null $(readlink -f $file); done; exec \"$@\"";
        string[] arguments = [.. command.Split(' '), "--data", Data];
        var end = await AtollProgram.RunAsync(
            new ProcessStartInfo("unshare", ["--mount", "sh", "-c", Hidden, "sh", Path.Combine(_package.Root, "atoll"), .. arguments]), "");
        Assert.Equal(1, end.Code);
        Assert.Contains(told, end.Output + end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_tells_of_an_engine_that_takes_servers_with_it()
    {
        await using var engine = new OwnEngine();
        await engine.StartAsync(liveRestore: false);
        await File.WriteAllTextAsync(Config, BusyboxServer.Yaml("atoll-test/none", engine.SocketPath), TestContext.Current.CancellationToken);
        var end = await AtollProgram.RunAsync("doctor", "--data", Data, "--config", Config);
        Assert.Equal(1, end.Code);
        Assert.Contains("missing  Every server ends when the engine is restarted or upgraded.  Mend it with: set \"live-restore\": true", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_service_unit_is_understood_by_systemd()
    {
        // The unit names the folder that INSTALL.md unpacks into.
        var unit = (await File.ReadAllTextAsync(Path.Combine(_package.Root, "deploy", "atoll.service"), TestContext.Current.CancellationToken))
            .Replace("/opt/atoll/", $"{_package.Root}/", StringComparison.Ordinal);
        Assert.Contains($"ExecStart={_package.Root}/atoll up ", unit, StringComparison.Ordinal);
        Assert.Equal(new ProgramEnd(0, "", ""), await VerifyAsync(unit));
        // It does tell what it does not understand.
        Assert.Contains("KillMood", (await VerifyAsync(unit.Replace("KillMode", "KillMood", StringComparison.Ordinal))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upgrade_leaves_servers_and_browsers_as_they_are()
    {
        using var engine = new Engine();
        var image = await BusyboxImage.EnsureAsync(engine, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Config, BusyboxServer.Yaml(image, engine.SocketPath), TestContext.Current.CancellationToken);
        var port = $"{HubFixture.FreePort()}";
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        try
        {
            string? number;
            await using (var hub = await UpAsync(port))
            {
                AssertNeedsNoOtherRuntime(hub.Id);
                await StartServerAsync(browser);
                number = await SignInAndReadNumberAsync(browser);
                Assert.Equal(0, await hub.EndAsync("TERM"));
            }

            await _package.UnpackAsync();
            await using (var hub = await UpAsync(port))
            {
                Assert.Equal(number, await BusyboxServer.NumberAsync(browser, "ada"));
                await _package.RunAsync("", "down", "--data", Data, "--config", Config);
                Assert.Equal(0, await hub.EndedAsync());
            }
        }
        finally
        {
            await _package.RunAsync("", "down", "--data", Data, "--config", Config);
        }
    }

    private Task<AtollProgram> UpAsync(string port) => _package.UpAsync("--data", Data, "--config", Config, "--port", port);

    private async Task<ProgramEnd> VerifyAsync(string unit)
    {
        var file = Path.Combine(_folder.FullName, "atoll.service");
        await File.WriteAllTextAsync(file, unit);
        return await AtollProgram.RunAsync(new ProcessStartInfo("systemd-analyze", ["verify", "--man=no", file]), "");
    }

    private void AssertNeedsNoOtherRuntime(int process)
    {
        var loaded = File.ReadLines($"/proc/{process}/maps").Where(line => line.EndsWith("/libcoreclr.so", StringComparison.Ordinal));
        Assert.All(loaded, line => Assert.EndsWith($" {_package.Root}/lib/libcoreclr.so", line, StringComparison.Ordinal));
        Assert.NotEmpty(loaded);
    }

    private async Task StartServerAsync(HttpClient browser)
    {
        await _package.RunAsync("lovelace", "user", "add", "ada", "--password-stdin", "--data", Data, "--config", Config);
        var token = (await _package.RunAsync("", "token", "create", "--user", "ada", "--data", Data, "--config", Config)).Output.Trim();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hub/api/users/ada/server");
        request.Headers.Authorization = new AuthenticationHeaderValue("token", token);
        using var answer = await browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private static async Task<string> SignInAndReadNumberAsync(HttpClient browser)
    {
        using var form = await browser.GetAsync(new Uri("/hub/login", UriKind.Relative));
        var xsrf = form.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("_xsrf=", StringComparison.Ordinal)).Split(';')[0].Split('=', 2)[1];
        using var fields = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["username"] = "ada", ["password"] = "lovelace", ["_xsrf"] = xsrf });
        using var signedIn = await browser.PostAsync(new Uri("/hub/login", UriKind.Relative), fields);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
        using var page = await Visits.FollowAsync(browser, "/user/ada/");
        return await BusyboxServer.NumberAsync(browser, "ada") ?? throw new InvalidOperationException($"{page.StatusCode}: {await page.Content.ReadAsStringAsync()}");
    }
}

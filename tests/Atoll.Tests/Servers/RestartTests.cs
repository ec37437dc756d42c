using Atoll.Accounts.People;
using Atoll.Compute;
using Atoll.Compute.Processes;
using Atoll.Core.Lifecycles;
using Atoll.Platform;
using Atoll.Servers;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Servers;

/// <summary>A hub dies, or is stopped, while one server runs, one starts and one stops; the next hub finds all of that.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private static readonly TimeSpan _most = TimeSpan.FromSeconds(20);

    private readonly DataFolder _data = new(Directory.CreateTempSubdirectory("atoll-restart-").FullName);
    private readonly int _port = HubFixture.FreePort();
    private readonly Dictionary<string, string> _tokens = [];
    private readonly Dictionary<string, UserRow> _people = [];
    private ProcessSite _site = null!;

    private Uri Url => new($"http://127.0.0.1:{_port}");

    public async ValueTask InitializeAsync()
    {
        await using var hub = await NextAsync();
        foreach (var name in new[] { "ada", "bob", "cyd" })
        {
            _people[name] = await hub.AddUserAsync(name, "secret");
            _tokens[name] = await hub.TokenAsync(_people[name]);
        }

        _site = new ProcessSite(new ProcessSiteOptions
        {
            InstanceId = hub.Services.GetRequiredService<HubBoot>().InstanceId, StateRoot = _data.Processes, VolumesRoot = _data.Volumes,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await SiteCleaner.RemoveAllAsync(_site);
        Directory.Delete(_data.Root, recursive: true);
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task Next_hub_carries_on_where_the_last_one_was(string signal)
    {
        string variables;
        Dictionary<string, string> before;
        using var stays = new Browser(Url);
        using var leaves = new Browser(Url);
        await using (var last = await UpAsync())
        {
            await StartAsync("ada", StandIn.Prompt, ready: true);
            await StartAsync("bob", StandIn.Held, ready: false);
            await StartAsync("cyd", StandIn.Deaf, ready: true);
            before = await WorkloadsAsync();
            variables = (await AskAsync("GET", "/user/ada/env", _tokens["ada"])).Text;
            await EnterAsync(stays);
            await EnterAsync(leaves);
            using var left = await leaves.VisitAsync("/hub/logout");
            Assert.Equal(202, (await AskAsync("DELETE", "/hub/api/users/cyd/server", _tokens["cyd"])).Status);
            await last.EndAsync(signal);
        }

        Assert.Equal(3, (await WorkloadsAsync()).Count);
        await using var hub = await NextAsync();

        // The running one: the same process behind the same route, at once; its token is good, a session that was ended is not.
        Assert.Equal((200, variables), await AskAsync("GET", "/user/ada/env", _tokens["ada"]));
        Assert.Equal(200, (await AskAsync("GET", "/hub/api/user", VariableOf(variables, "JUPYTERHUB_API_TOKEN"))).Status);
        Assert.Equal(200, await FetchAsync(stays));
        Assert.Equal(403, await FetchAsync(leaves));

        // The starting one becomes ready as the same start; the stopping one goes.
        StandIn.LetGo(_data, _people["bob"]);
        var bob = await UntilAsync(hub, "bob", ServerPhase.Ready);
        var cyd = await UntilAsync(hub, "cyd", ServerPhase.Stopped);
        Assert.Equal((1, null), (bob.StartNumber, cyd.Reason));
        var after = await WorkloadsAsync();
        before.Remove(cyd.Workload, out var gone);
        Assert.Equal(before.OrderBy(one => one.Key), after.OrderBy(one => one.Key));
        Assert.Empty(ProcessTable.FindMarked(gone!));
        Assert.Empty(hub.Complaints);
    }

    private static string VariableOf(string variables, string name) =>
        variables.Split('\n').Single(line => line.StartsWith(name + "=", StringComparison.Ordinal)).Split('=', 2)[1];

    private static async Task<ServerRow> UntilAsync(HubFixture hub, string name, ServerPhase phase)
    {
        var user = await hub.Services.GetUserAsync(name);
        var row = await hub.Services.GetRequiredService<ServerStore>().FindAsync(user!.Id, "", CancellationToken.None);
        var after = await hub.Services.GetRequiredService<ServerWaits>().UntilAsync(row!.Id, now => now.Phase == phase, _most, CancellationToken.None);
        Assert.Equal(phase, after!.Phase);
        return after;
    }

    private static async Task EnterAsync(Browser browser)
    {
        using var signIn = await browser.SignInAsync("ada", "secret");
        using var entered = await browser.VisitAsync("/hub/enter?next=/user/ada/x");
        Assert.Equal(200, await FetchAsync(browser));
    }

    private static async Task<int> FetchAsync(Browser browser)
    {
        using var answer = await browser.FetchAsync("/user/ada/x");
        return (int)answer.StatusCode;
    }

    private Task<HubFixture> NextAsync() => HubFixture.StartAsync(
        options =>
        {
            StandIn.Configure(options);
            options.Servers.GraceSeconds = 0.2;
            options.Servers.StopOnLogout = false;
        },
        _data.Root,
        _port);

    private async Task<AtollProgram> UpAsync()
    {
        var config = Path.Combine(_data.Root, "atoll.yaml");
        await File.WriteAllTextAsync(config, StandIn.Yaml());
        return await AtollProgram.UpAsync("--data", _data.Root, "--config", config, "--port", $"{_port}");
    }

    private async Task StartAsync(string name, string environment, bool ready)
    {
        var answer = await AskAsync("POST", $"/hub/api/users/{name}/server", _tokens[name], $$"""{"environment": "{{environment}}"}""");
        Assert.Equal(202, answer.Status);
        var sign = ready ? $"\"server\":\"/user/{name}/\"" : "\"pending\":\"spawn\"";
        var workloads = (await WorkloadsAsync()).Count;
        await Until.TrueAsync(
            async () => (await AskAsync("GET", $"/hub/api/users/{name}", _tokens[name])).Text.Contains(sign, StringComparison.Ordinal)
                && (ready || (await WorkloadsAsync()).Count > workloads),
            _most,
            $"{name}'s server");
    }

    /// <summary>Names and ids of the processes that run.</summary>
    private async Task<Dictionary<string, string>> WorkloadsAsync() =>
        (await _site.ListAsync(CancellationToken.None)).Where(one => one.Phase is WorkloadPhase.Running).ToDictionary(one => one.Name, one => one.Id);

    private async Task<(int Status, string Text)> AskAsync(string method, string path, string token, string? body = null)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = new("token", token);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body);
        using var answer = await client.SendAsync(request, CancellationToken.None);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(CancellationToken.None));
    }
}

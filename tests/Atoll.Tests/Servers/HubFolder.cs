using Atoll.Accounts.People;
using Atoll.Compute;
using Atoll.Compute.Processes;
using Atoll.Core.Lifecycles;
using Atoll.Platform;
using Atoll.Servers;
using Atoll.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Servers;

/// <summary>A data folder that one hub after the other runs on: in a process of its own, to be killed, or in this one.</summary>
internal sealed class HubFolder : IAsyncDisposable
{
    private readonly DataFolder _data = new(Directory.CreateTempSubdirectory("atoll-restart-").FullName);
    private readonly int _port = HubFixture.FreePort();
    private readonly Dictionary<string, string> _tokens = [];
    private readonly Dictionary<string, UserRow> _people = [];

    private HubFolder()
    {
    }

    public static TimeSpan Most { get; } = TimeSpan.FromSeconds(20);

    public DataFolder Data => _data;

    public Uri Url => new($"http://127.0.0.1:{_port}");

    public ProcessSite Site { get; private set; } = null!;

    public static async Task<HubFolder> NewAsync(params string[] people)
    {
        var folder = new HubFolder();
        await using var hub = await folder.NextAsync();
        foreach (var name in people)
        {
            folder._people[name] = await hub.AddUserAsync(name, "secret");
            folder._tokens[name] = await hub.TokenAsync(folder._people[name]);
        }

        folder.Site = new ProcessSite(new ProcessSiteOptions
        {
            InstanceId = hub.Services.GetRequiredService<HubBoot>().InstanceId,
            StateRoot = folder._data.Processes,
            VolumesRoot = folder._data.Volumes,
        });
        return folder;
    }

    public async ValueTask DisposeAsync()
    {
        await SiteCleaner.RemoveAllAsync(Site);
        Directory.Delete(_data.Root, recursive: true);
    }

    /// <summary>The next hub, in this process.</summary>
    public Task<HubFixture> NextAsync() => HubFixture.StartAsync(Configure, _data.Root, _port);

    /// <summary>For a hub that a test puts together itself.</summary>
    public AtollSettings Settings()
    {
        var options = new HubOptions();
        Configure(options);
        return new AtollSettings { Data = _data, Options = options, Port = _port };
    }

    /// <summary>The next hub, in a process of its own.</summary>
    public async Task<AtollProgram> UpAsync(params string[] options)
    {
        var config = Path.Combine(_data.Root, "atoll.yaml");
        await File.WriteAllTextAsync(config, StandIn.Yaml());
        return await AtollProgram.UpAsync(["--data", _data.Root, "--config", config, "--port", $"{_port}", .. options]);
    }

    /// <summary>Asks with this person's token.</summary>
    public Task<(int Status, string Text)> AskAsync(string person, string method, string path, string? body = null) =>
        AskWithAsync(_tokens[person], method, path, body);

    public async Task<(int Status, string Text)> AskWithAsync(string token, string method, string path, string? body = null)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = new("token", token);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body);
        using var answer = await client.SendAsync(request, CancellationToken.None);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(CancellationToken.None));
    }

    /// <summary>Asks for a start; does not wait for it.</summary>
    public async Task StartAsync(string person, string environment)
    {
        var answer = await AskAsync(person, "POST", $"/hub/api/users/{person}/server", $$"""{"environment": "{{environment}}"}""");
        Assert.Equal((202, ""), answer);
    }

    /// <summary>Waits for a word in the person's model at the hub that runs.</summary>
    public Task ShowsAsync(string person, string sign) => Until.TrueAsync(
        async () => (await AskAsync(person, "GET", $"/hub/api/users/{person}")).Text.Contains(sign, StringComparison.Ordinal), Most, $"{person}: {sign}");

    public void LetGo(string person) => StandIn.LetGo(_data, _people[person]);

    /// <summary>Waits until the person's server is so far.</summary>
    public async Task<ServerRow> UntilAsync(HubFixture hub, string person, ServerPhase phase)
    {
        var row = await hub.Services.GetRequiredService<ServerStore>().FindAsync(_people[person].Id, "", CancellationToken.None);
        var after = await hub.Services.GetRequiredService<ServerWaits>().UntilAsync(row!.Id, now => now.Phase == phase, Most, CancellationToken.None);
        Assert.Equal((person, phase, null), (person, after!.Phase, after.Reason));
        return after;
    }

    /// <summary>Names and ids of the processes that run.</summary>
    public async Task<SortedDictionary<string, string>> WorkloadsAsync() => new(
        (await Site.ListAsync(CancellationToken.None)).Where(one => one.Phase is WorkloadPhase.Running).ToDictionary(one => one.Name, one => one.Id),
        StringComparer.Ordinal);

    private static void Configure(HubOptions options)
    {
        StandIn.Configure(options);
        options.Servers.GraceSeconds = 0.2;
        options.Servers.StopOnLogout = false;
    }
}

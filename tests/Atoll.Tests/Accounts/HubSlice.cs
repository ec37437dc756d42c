using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.People;
using Atoll.Compute;
using Atoll.Core.Names;
using Atoll.Platform;
using Atoll.Platform.Database;
using Atoll.Platform.Secrets;
using Atoll.Servers;
using Atoll.TestKit;
using Atoll.Tests.Proxy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Atoll.Tests.Accounts;

/// <summary>The real application without any site to run servers on: all that accounts and OAuth need. Its clock is the test's.</summary>
public sealed class HubSlice : IAsyncLifetime
{
    private readonly SqliteTestDatabase _test = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-slice-");
    private readonly LogLines _log = new();
    private readonly ConcurrentBag<string> _expected = [];
    private WebApplication? _app;

    internal ManualTime Time { get; } = new();

    internal IServiceProvider Services => _app!.Services;

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _test.InitializeAsync();
        var settings = new AtollSettings { Data = new DataFolder(_folder.FullName), Port = 0, Time = Time };
        var boot = new HubBoot
        {
            Database = _test.Database,
            Secrets = new HubSecrets(new byte[32]),
            InstanceId = "slice",
            Sites = new Sites(new Dictionary<string, ISite>()),
            Addresses = new HubAddresses("http://127.0.0.1/hub/api"),
        };
        _app = AtollApp.Build(settings, boot, logging => logging.ClearProviders().AddProvider(_log).SetMinimumLevel(LogLevel.Warning));
        await _app.StartAsync(CancellationToken.None);
        Url = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .First(address => address.StartsWith("http://127", StringComparison.Ordinal)));
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _test.DisposeAsync();
        _folder.Delete(recursive: true);
        Assert.DoesNotContain(_log.Lines, line => !_expected.Any(part => line.Contains(part, StringComparison.Ordinal)));
    }

    /// <summary>The test made the hub warn with this in it; every other warning fails at the end.</summary>
    internal void Expect(string part)
    {
        Assert.Contains(_log.Lines, line => line.Contains(part, StringComparison.Ordinal));
        _expected.Add(part);
    }

    internal HubDatabase Database => _test.Database;

    internal async Task<UserRow> AddUserAsync(string name, bool admin = false, string? password = null) =>
        (await Services.GetRequiredService<Users>().CreateAsync(UserName.Parse(name), admin, password, CancellationToken.None))!;

    /// <summary>For theories, whose cases share the database.</summary>
    internal Task EnsureUserAsync(string name, string password) =>
        Services.GetRequiredService<Users>().CreateAsync(UserName.Parse(name), admin: false, password, CancellationToken.None);

    internal async Task<UserRow> FindUserAsync(string name) =>
        (await Services.GetRequiredService<Users>().FindAsync(name, CancellationToken.None))!;

    internal Task SetAdminAsync(UserRow user, bool admin) =>
        Services.GetRequiredService<Users>().SetAdminAsync(user, admin, CancellationToken.None);

    internal async Task<string> TokenAsync(UserRow user, params string[] scopes)
    {
        var token = new NewToken { UserId = user.Id, Scopes = scopes.Length == 0 ? ["inherit"] : scopes, Note = "" };
        return (await Services.GetRequiredService<Tokens>().IssueAsync(token, CancellationToken.None)).Secret;
    }

    /// <summary>A browser with nothing in it.</summary>
    internal Browser NewBrowser() => new(Url);

    /// <summary>A browser that has signed in by the form.</summary>
    internal async Task<Browser> SignInAsync(string name, string password)
    {
        var browser = NewBrowser();
        var answer = await browser.SignInAsync(name, password);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return browser;
    }

    /// <summary>Asks the API with a token.</summary>
    internal async Task<ApiAnswer> AskAsync(string method, string path, string? token = null, string? body = null)
    {
        using var browser = NewBrowser();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"token {token}");
        }

        request.Content = body is null ? null : new StringContent(body);
        using var answer = await browser.SendAsync(request);
        return await ApiAnswer.OfAsync(answer);
    }
}

/// <summary>An answer of the API.</summary>
internal sealed record ApiAnswer(int Status, JsonNode? Json, string? Type)
{
    public string? Message => (string?)Json?["message"];

    public static async Task<ApiAnswer> OfAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return new ApiAnswer((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), answer.Content.Headers.ContentType?.ToString());
    }
}

using System.Net;
using System.Net.Sockets;
using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.People;
using Atoll.Accounts.SignIn;
using Atoll.Compute;
using Atoll.Core.Names;
using Atoll.Platform;
using Atoll.Platform.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Atoll.TestKit;

/// <summary>The real application on a temporary data folder and a free port of loopback. What it started is gone when it is disposed.</summary>
internal sealed class HubFixture : IAsyncDisposable
{
    // Below those that the system gives to outgoing connections: one of these could take a port before the hub does.
    private const int FirstPort = 18_000;
    private const int EndOfPorts = 32_000;

    // Other runs of tests begin elsewhere.
    private static uint _ports = (uint)Environment.ProcessId * 97;

    private readonly bool _ownsFolder;
    private readonly LogBook _log;
    private readonly HubBoot _boot;
    private bool _disposed;

    private HubFixture(AtollSettings settings, HubBoot boot, WebApplication app, LogBook log, bool ownsFolder)
    {
        Settings = settings;
        App = app;
        _boot = boot;
        _log = log;
        _ownsFolder = ownsFolder;
    }

    public AtollSettings Settings { get; }

    public WebApplication App { get; }

    public IServiceProvider Services => App.Services;

    public Uri Url => new($"{(Settings.Options.Https.IsOn() ? "https" : "http")}://127.0.0.1:{Settings.Port}");

    /// <summary>Warnings and errors that the hub logged so far.</summary>
    public IReadOnlyList<string> Complaints => _log.Lines;

    /// <summary>Boots a hub.</summary>
    /// <param name="change">Changes the configuration before the start.</param>
    /// <param name="folder">A data folder to go on with, as after a restart; it is kept then. Default: a new one, removed at the end.</param>
    /// <param name="port">A port to take again; 0 for a free one.</param>
    /// <param name="time">The hub's clock. Default: the system's.</param>
    /// <param name="source">A configuration to read, and to read again when it changes. Default: none.</param>
    /// <param name="site">Put around each site. Default: nothing.</param>
    public static async Task<HubFixture> StartAsync(
        Action<HubOptions>? change = null,
        string? folder = null,
        int port = 0,
        TimeProvider? time = null,
        ConfigurationSource? source = null,
        Func<ISite, ISite>? site = null)
    {
        var options = source?.Read<HubOptions>() ?? new HubOptions();
        change?.Invoke(options);
        var settings = new AtollSettings
        {
            Data = new DataFolder(folder ?? Directory.CreateTempSubdirectory("atoll-test-").FullName),
            Options = options,
            Source = source,
            Port = port == 0 ? FreePort() : port,
            Time = time ?? TimeProvider.System,
        };
        var boot = Around(await HubBoot.PrepareAsync(settings, CancellationToken.None), site);
        var log = new LogBook();
        var app = AtollApp.Build(settings, boot, logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning));
        // As a starting hub does.
        await app.Services.GetRequiredService<ProxyRevoker>().CatchUpAsync(app.Services.GetRequiredService<Sessions>(), CancellationToken.None);
        await app.StartAsync();
        return new HubFixture(settings, boot, app, log, ownsFolder: folder is null);
    }

    /// <summary>Makes a user.</summary>
    public async Task<UserRow> AddUserAsync(string name, string? password = null, bool admin = false) =>
        await Services.GetRequiredService<Users>().CreateAsync(UserName.Parse(name), admin, password, CancellationToken.None)
        ?? throw new InvalidOperationException($"{name} is taken.");

    /// <summary>A client without credentials; it neither follows redirects nor keeps cookies.</summary>
    public HttpClient Anonymous() => Client(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });

    /// <summary>A client with a token of this user.</summary>
    public async Task<HttpClient> WithTokenAsync(UserRow user, params string[] scopes)
    {
        var secret = await TokenAsync(user, scopes);
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new("token", secret);
        return client;
    }

    /// <summary>A token of this user; with all that they may do unless scopes are given.</summary>
    public async Task<string> TokenAsync(UserRow user, params string[] scopes)
    {
        var token = new NewToken { UserId = user.Id, Scopes = scopes.Length == 0 ? ["inherit"] : scopes, Note = "test" };
        return (await Services.GetRequiredService<Tokens>().IssueAsync(token, CancellationToken.None)).Secret;
    }

    /// <summary>A browser without a screen: cookies are kept, redirects followed by hand.</summary>
    public async Task<SignedIn> SignInAsync(UserRow user)
    {
        var (session, secret) = await Services.GetRequiredService<Sessions>().StartAsync(user, CancellationToken.None);
        var cookies = new CookieContainer();
        cookies.Add(new Cookie("jupyterhub-hub-login", secret, "/hub/", "127.0.0.1"));
        cookies.Add(new Cookie("jupyterhub-session-id", session.Id, "/", "127.0.0.1"));
        var client = Client(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false });
        return new SignedIn(client, cookies, session.Id);
    }

    /// <summary>Stops the hub as SIGTERM does; servers keep running.</summary>
    public async Task StopAsync() => await App.StopAsync();

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await App.StopAsync();
        await App.DisposeAsync();
        foreach (var site in _boot.Sites.All.Values)
        {
            await SiteCleaner.RemoveAllAsync(site);
            (site as IDisposable)?.Dispose();
        }

        await _boot.Database.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Settings.Data.Root, recursive: true);
        }
    }

    /// <summary>A port of loopback that is free, given to nobody else in this process.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = FirstPort + (int)(Interlocked.Increment(ref _ports) % (EndOfPorts - FirstPort));
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }

    private static HubBoot Around(HubBoot boot, Func<ISite, ISite>? site) => site is null
        ? boot
        : boot with { Sites = new Sites(boot.Sites.All.ToDictionary(one => one.Key, one => site(one.Value))) };

    private HttpClient Client(HttpClientHandler handler)
    {
        handler.UseProxy = false;
        return new HttpClient(handler) { BaseAddress = Url };
    }
}

/// <summary>A signed-in browser.</summary>
internal sealed record SignedIn(HttpClient Client, CookieContainer Cookies, string SessionId);

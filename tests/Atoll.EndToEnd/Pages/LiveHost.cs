using System.Threading.Channels;
using Atoll.Platform.Configuration;
using Atoll.Servers.Pages;
using Atoll.Web;
using Atoll.Web.Branding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Xunit;

namespace Atoll.EndToEnd.Pages;

/// <summary>The starting page alone, with the test as its server, in a real browser.</summary>
public sealed class LiveHost : IAsyncLifetime
{
    private readonly WebApplication _app;
    private Channel<StartingPanelModel> _panels = Channel.CreateUnbounded<StartingPanelModel>();
    private TaskCompletionSource _answer = new();
    private TaskCompletionSource _posted = new();
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private IPage? _page;

    public LiveHost() => _app = Build();

    /// <summary>How many forms arrived.</summary>
    public int Posts { get; private set; }

    /// <summary>Ends when the first form arrived.</summary>
    public Task Posted => _posted.Task;

    /// <summary>Where the person is heading.</summary>
    public string Server => _app.Urls.Single() + "/user/ada/";

    /// <summary>Whether the stream is refused, as when the hub is away.</summary>
    public bool Away { get; private set; }

    /// <summary>What the page shows when it is opened.</summary>
    internal static StartingPanelModel First { get; } = new()
    {
        Heading = "Starting Notebook, Small",
        Phase = StartingPhase.Working,
        Elapsed = TimeSpan.FromSeconds(3),
        Xsrf = "token",
        CancelAction = "/hub/cancel",
        Steps = [new() { Title = "A place to run it", State = StepState.Now, Elapsed = TimeSpan.FromSeconds(3) }],
        Log = ["first line"],
    };

    /// <summary>A fresh page on a fresh stream.</summary>
    public async Task<IPage> OpenAsync()
    {
        // The one before would follow the new stream, too.
        await (_page?.CloseAsync() ?? Task.CompletedTask);
        _panels = Channel.CreateUnbounded<StartingPanelModel>();
        _answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _posted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Posts = 0;
        Away = false;
        _page = await _browser.NewPageAsync();
        _page.SetDefaultTimeout(20_000);
        await _page.GotoAsync(_app.Urls.Single() + "/hub/live");
        return _page;
    }

    /// <summary>A browser of its own, for the start page.</summary>
    public async Task<StartBrowser> NewAsync(bool script, int width = 1000)
    {
        var context = await _browser.NewContextAsync(new() { JavaScriptEnabled = script, ViewportSize = new() { Width = width, Height = 800 } });
        return new StartBrowser(context, _app.Urls.Single() + "/hub/start");
    }

    /// <summary>Answers the form that was posted: not before the test has clicked as often as it wants.</summary>
    public void Answer() => _answer.SetResult();

    /// <summary>Cuts the stream and refuses it from now on.</summary>
    public void GoAway()
    {
        Away = true;
        var lost = _panels;
        _panels = Channel.CreateUnbounded<StartingPanelModel>();
        lost.Writer.Complete();
    }

    /// <summary>Offers the stream again.</summary>
    public void ComeBack() => Away = false;

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>Sends the next panel.</summary>
    internal void Show(StartingPanelModel panel) => Assert.True(_panels.Writer.TryWrite(panel));

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddWeb();
        builder.Services.AddSingleton(new Live<Brand>(new Brand { HubName = "Lagoon Hub" }));
        var app = builder.Build();
        app.UseWebHeaders();
        app.MapWeb();
        app.MapGet("/hub/live", (HttpContext http) => Page.Render(http, Model()));
        app.MapGet("/hub/start", (HttpContext http) => Page.Render(http, new StartModel { Page = Model().Page, Owner = "ada", Profiles = StartFormTests.Profiles }));
        app.MapGet("/hub/events", (HttpContext http, CancellationToken cancellationToken) =>
            Away ? Results.StatusCode(503) : PanelStream.Render(http, _panels.Reader.ReadAllAsync(cancellationToken)));
        app.MapGet("/user/ada/", () => "the server");
        app.MapPost("/hub/cancel", async (CancellationToken cancellationToken) =>
        {
            Posts++;
            _posted.TrySetResult();
            await _answer.Task.WaitAsync(cancellationToken);
            return Results.Redirect("/user/ada/");
        });
        return app;
    }

    private static StartingModel Model() => new()
    {
        Page = new PageContext { HubName = "Hub", UserName = "ada", Xsrf = "token", Version = "1", Now = DateTimeOffset.UnixEpoch },
        Panel = First,
        EventsUrl = "/hub/events",
    };
}

/// <summary>A browser before the start page.</summary>
public sealed class StartBrowser(IBrowserContext context, string url) : IAsyncDisposable
{
    public async Task<IPage> StartPageAsync()
    {
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        await page.GotoAsync(url);
        return page;
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}

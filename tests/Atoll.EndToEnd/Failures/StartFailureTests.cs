using System.Net;
using Atoll.EndToEnd.Compute;
using Atoll.Environments;
using Atoll.TestKit;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Atoll.EndToEnd.Failures;

/// <summary>Every way in which a start fails by its environment, provoked on the engine: what the API answers and what the pages say.</summary>
public sealed class StartFailureTests : IClassFixture<FailingHub>
{
    private const string Telling = "Choose another environment, and tell the operator: ";

    private readonly FailingHub _hub;

    public StartFailureTests(FailingHub hub) => _hub = hub;

    [Theory]
    [InlineData("unknown", "image-missing", "This environment is not available on this hub at the moment.", Telling + "its image is missing.", "manifest unknown")]
    [InlineData("unreachable", "image-missing", "This environment is not available on this hub at the moment.", Telling + "its image is missing.", "connection refused")]
    [InlineData(
        "endless", "pull-timeout", "This environment is still being downloaded; it took longer than a start may wait.",
        "Try again in a few minutes: what was downloaded is kept.", "")]
    [InlineData(
        "bare", "refused", "Your server could not be started with these choices.",
        "Choose another environment or size, and tell the operator what the small print says.", "no command specified")]
    [InlineData(
        "misspelt", "crashed", "Your server ended by itself with an error (exit code 127). Your files are safe.",
        "Try again. If it ends again, the last lines of its log say why.", "")]
    [InlineData(
        "silent", "never-answered", "Your server was started but did not answer in time.",
        "Try again. If it happens again, choose another environment and tell the operator.", "It accepts connections but sends no answer.", "listening, and silent")]
    [InlineData(
        "deaf", "port-refused", "Your server was started, but nothing in it listens where it is expected to (port 8888).",
        Telling + "this one's program listens elsewhere, or not at all.", "Connection refused", "not listening")]
    [InlineData(
        "crashing", "crashed", "Your server ended by itself with an error (exit code 3). Your files are safe.",
        "Try again. If it ends again, the last lines of its log say why.", "", "my token is [the server's token]")]
    [InlineData(
        "leaving", "ended-early", "The environment's program ended before it was ready.",
        "Try again, or choose another environment. The last lines of its log may say why.", "", "nothing to do")]
    [InlineData(
        "hungry", "out-of-memory", "Your server stopped because it ran out of memory (128 MB). Your files are safe.",
        "Start it again with a larger size, or work on less data at once.", "", "taking it all")]
    public async Task Says_what_happened_what_to_do_and_its_code(
        string environment, string reason, string happened, string advice, string detail, string? logged = null)
    {
        using var ada = await Asker.AddAsync(_hub.Hub, environment);

        var (status, message) = await ada.StartAsync(environment);

        Assert.Equal(500, status);
        Assert.StartsWith($"Spawn failed: {happened} {advice} ({reason}", message, StringComparison.Ordinal);
        await Story.Servers.StoppedAsync(_hub.Hub, ada.User);
        var failure = await ada.FailureAsync();
        Assert.Equal((reason, happened, advice), ((string?)failure["reason"], (string?)failure["message"], (string?)failure["advice"]));
        Assert.Contains(detail, (string?)failure["detail"], StringComparison.OrdinalIgnoreCase);
        await IsOnPagesAsync(ada, [happened, advice, $"Reason code: {reason}", "Try again", .. logged is null ? (string[])[] : ["Last lines of the log", logged]]);
        if (logged is not null)
        {
            Assert.Contains(failure["log"]!.AsArray(), line => ((string?)line)!.Contains(logged, StringComparison.Ordinal));
        }
    }

    private static async Task IsOnPagesAsync(Asker ada, string[] texts)
    {
        var (status, page) = await ada.PendingAsync();
        Assert.Equal(500, status);
        Assert.All(texts, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Contains(texts[0], (await ada.ReadAsync("/hub/home")).Text, StringComparison.Ordinal);
    }
}

/// <summary>A hub of short patience whose environments fail, each in its own way.</summary>
public sealed class FailingHub : IAsyncLifetime
{
    private const string Silent =
        "exec python3 -uc \"import socket; s = socket.create_server(('', 8888)); print('listening, and silent'); c = [s.accept() for _ in range(99)]\"";

    private const string Hungry = "echo taking it all; exec python3 -c \"x = bytearray(1 << 29); x[::4096] = b'1' * len(x[::4096])\"";

    private Registry _registry = null!;
    private Listener _endless = null!;

    internal HubFixture Hub { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _registry = await Registry.StartAsync(0, 1024, CancellationToken.None);
        _endless = await Listener.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), NeverAsync, CancellationToken.None);
        using var engine = new Engine();
        var bare = await BusyboxImage.EnsureBareAsync(engine, CancellationToken.None);
        Hub = await HubFixture.StartAsync(options => Configure(options, bare));
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await _endless.DisposeAsync();
        await _registry.DisposeAsync();
    }

    private static Task NeverAsync(HttpContext http) => Task.Delay(Timeout.Infinite, http.RequestAborted);

    private void Configure(HubOptions options, string bare)
    {
        options.Servers = new() { SlowSeconds = 120, GraceSeconds = 0.5, BootingSeconds = 4, PullingMinutes = 0.2 };
        options.Sizes = [new SizeOptions { Name = "small", MemoryGb = 0.125 }];
        options.Environments =
        [
            Of("unknown", _registry.Missing, "true"),
            Of("unreachable", $"127.0.0.1:{HubFixture.FreePort()}/atoll-test/nowhere:1", "true"),
            Of("endless", $"{_endless.Address}/atoll-test/endless:1", "true"),
            // Neither says what to run.
            new() { Name = "bare", Image = bare, Command = [] },
            new() { Name = "misspelt", Image = "atoll/slim:latest", Command = ["/no/such/program"] },
            Slim("silent", Silent),
            Slim("deaf", "echo not listening; exec sleep 1000"),
            Slim("crashing", "echo my token is $JUPYTERHUB_API_TOKEN; echo it breaks >&2; exit 3"),
            Slim("leaving", "echo nothing to do"),
            Slim("hungry", Hungry),
        ];
    }

    private static EnvironmentOptions Slim(string name, string script) => Of(name, "atoll/slim:latest", script);

    private static EnvironmentOptions Of(string name, string image, string script) =>
        new() { Name = name, Image = image, Command = ["sh", "-c", script] };
}

using System.Collections.Concurrent;
using System.Net;
using Atoll.Accounts.People;
using Atoll.Compute;
using Atoll.Core.Lifecycles;
using Atoll.Servers;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Servers;

/// <summary>The real application with servers that start in milliseconds. What it complains about and no test expects fails at the end.</summary>
public abstract class ServerHub : IAsyncLifetime
{
    private const string Password = "secret";

    private static readonly TimeSpan _most = TimeSpan.FromSeconds(20);

    private readonly ConcurrentBag<string> _expected = [];

    internal HubFixture Fixture { get; private set; } = null!;

    internal ServerStore Store => Fixture.Services.GetRequiredService<ServerStore>();

    public async ValueTask InitializeAsync() => Fixture = await HubFixture.StartAsync(options =>
    {
        StandIn.Configure(options);
        Change(options);
    }, site: Around);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Fixture.DisposeAsync();
        Assert.DoesNotContain(Fixture.Complaints, line => !_expected.Any(part => line.Contains(part, StringComparison.Ordinal)));
    }

    private protected abstract void Change(HubOptions options);

    /// <summary>What the hub takes for its site.</summary>
    private protected virtual ISite Around(ISite site) => site;

    /// <summary>The tests make the hub warn with this in it.</summary>
    internal void Expect(string part) => _expected.Add(part);

    internal Task<UserRow> AddAsync(string name) => Fixture.AddUserAsync(name, Password);

    /// <summary>Asks the API with a token of this user.</summary>
    internal async Task<ApiAnswer> AskAsync(UserRow user, string method, string path, string? body = null, params string[] scopes)
    {
        using var client = await Fixture.WithTokenAsync(user, scopes);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/hub/api" + path);
        request.Content = body is null ? null : new StringContent(body);
        using var answer = await client.SendAsync(request, CancellationToken.None);
        return await ApiAnswer.OfAsync(answer);
    }

    /// <summary>Asks for a start as a program does.</summary>
    internal Task<ApiAnswer> StartAsync(UserRow owner, string environment, string size = "small") =>
        AskAsync(owner, "POST", $"/users/{owner.Name}/server", $$"""{"environment": "{{environment}}", "size": "{{size}}"}""");

    internal Task<ApiAnswer> StopAsync(UserRow owner) => AskAsync(owner, "DELETE", $"/users/{owner.Name}/server");

    /// <summary>Asks for a start and waits until it is ready.</summary>
    internal async Task<ServerRow> ReadyAsync(UserRow owner, string environment = StandIn.Prompt)
    {
        var answer = await StartAsync(owner, environment);
        Assert.True(answer.Status is 201 or 202, answer.Message);
        return await UntilAsync(owner, ServerPhase.Ready);
    }

    /// <summary>Waits until the user's server is so far.</summary>
    internal Task<ServerRow> UntilAsync(UserRow owner, ServerPhase phase, string server = "") =>
        UntilAsync(owner, row => row.Phase == phase, phase.ToString(), server);

    internal async Task<ServerRow> UntilAsync(UserRow owner, Func<ServerRow, bool> done, string what, string server = "")
    {
        var id = (await RowAsync(owner, server)).Id;
        var row = await Fixture.Services.GetRequiredService<ServerWaits>().UntilAsync(id, done, _most, CancellationToken.None);
        Assert.True(done(row!), $"waited for {what}; it is {row!.Phase}, {row.Reason} {row.ReasonDetail}\n{row.LogTail}");
        return row;
    }

    internal async Task<ServerRow> RowAsync(UserRow owner, string server = "") => (await Store.FindAsync(owner.Id, server, CancellationToken.None))!;

    /// <summary>Waits until there is no such server any more.</summary>
    internal async Task UntilGoneAsync(long id) =>
        Assert.Null(await Fixture.Services.GetRequiredService<ServerWaits>().UntilAsync(id, _ => false, _most, CancellationToken.None));

    /// <summary>How many workloads the user's server has on the site.</summary>
    internal async Task<int> WorkloadsAsync(ServerRow row) =>
        (await Fixture.Services.GetRequiredService<Sites>()[row.Site].ListAsync(CancellationToken.None)).Count(one => one.Name == row.Workload);

    /// <summary>A browser that has signed in by the form.</summary>
    internal async Task<Browser> SignInAsync(UserRow user)
    {
        var browser = new Browser(Fixture.Url);
        using var answer = await browser.SignInAsync(user.Name, Password);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        // A page sets the session's own form token.
        using var home = await browser.VisitAsync("/hub/home");
        return browser;
    }
}

/// <summary>Its API does not wait: a start is answered with 202, as in the field's charts.</summary>
public sealed class QuickHub : ServerHub
{
    private protected override void Change(HubOptions options)
    {
        options.Servers.SlowSeconds = 0;
        options.Servers.GraceSeconds = 0.3;
    }
}

/// <summary>The same, and people may have three named servers each.</summary>
public sealed class NamedHub : ServerHub
{
    private protected override void Change(HubOptions options)
    {
        options.Servers.SlowSeconds = 0;
        options.Servers.GraceSeconds = 0.3;
        options.Servers.NamedServers = true;
        options.Servers.NamedServerLimitPerUser = 3;
    }

    /// <summary>Asks for a start of a named server.</summary>
    internal Task<ApiAnswer> StartNamedAsync(UserRow owner, string server, string environment = StandIn.Prompt) =>
        AskAsync(owner, "POST", $"/users/{owner.Name}/servers/{Uri.EscapeDataString(server)}", $$"""{"environment": "{{environment}}"}""");

    /// <summary>Asks for it and waits until it is ready.</summary>
    internal async Task<ServerRow> NamedReadyAsync(UserRow owner, string server)
    {
        Assert.Equal(202, (await StartNamedAsync(owner, server)).Status);
        return await UntilAsync(owner, ServerPhase.Ready, server);
    }
}

/// <summary>There is nothing to choose on it, and links mean a named server.</summary>
public sealed class SingleHub : ServerHub
{
    private protected override void Change(HubOptions options)
    {
        options.Servers.SlowSeconds = 0;
        options.Servers.GraceSeconds = 0.3;
        options.Servers.NamedServers = true;
        options.Servers.DefaultServerName = "course";
        options.Servers.RedirectToServer = false;
        options.Environments = [options.Environments[0]];
        options.Sizes = [options.Sizes[0]];
    }
}

/// <summary>Its API waits for starts and stops to end.</summary>
public sealed class PatientHub : ServerHub
{
    private protected override void Change(HubOptions options)
    {
        options.Servers.SlowSeconds = 20;
        options.Servers.GraceSeconds = 0.3;
    }
}

/// <summary>It waits, and gives a server half a second to answer.</summary>
public sealed class HastyHub : ServerHub
{
    private protected override void Change(HubOptions options)
    {
        options.Servers.SlowSeconds = 20;
        options.Servers.GraceSeconds = 0.3;
        options.Servers.BootingSeconds = 0.5;
    }
}

/// <summary>It starts one server at a time and leaves them running when people sign out.</summary>
public sealed class NarrowHub : ServerHub
{
    private protected override void Change(HubOptions options)
    {
        options.Servers.SlowSeconds = 0;
        options.Servers.ConcurrentStarts = 1;
        options.Servers.StopOnLogout = false;
    }
}

/// <summary>Its site has 2 GB and 4 CPUs for servers of 1 GB (small), 2 GB (large) and 100 GB (vast).</summary>
public class BoundedHub : ServerHub
{
    internal BoundedSite Site { get; private set; } = null!;

    private protected override ISite Around(ISite site) => Site = new BoundedSite(site);

    private protected override void Change(HubOptions options) => Bound(options);

    internal static void Bound(HubOptions options)
    {
        options.Servers.SlowSeconds = 0;
        options.Servers.GraceSeconds = 0.3;
        options.Sizes =
        [
            new() { Name = "small", DisplayName = "Small", Description = "Most work fits here.", MemoryGb = 1 },
            new() { Name = "large", DisplayName = "Large", MemoryGb = 2 },
            new() { Name = "vast", DisplayName = "Vast", Cpu = 8, MemoryGb = 100 },
        ];
    }
}

/// <summary>The same, and what gets no place at once is refused.</summary>
public sealed class RejectingHub : BoundedHub
{
    private protected override void Change(HubOptions options)
    {
        Bound(options);
        options.Servers.StartOverflow = StartOverflow.Reject;
        options.Servers.ActiveLimit = 3;
    }
}

/// <summary>Looking things up in a hub.</summary>
internal static class HubLookups
{
    public static Task<UserRow?> GetUserAsync(this IServiceProvider services, string name) =>
        services.GetRequiredService<Users>().FindAsync(name, CancellationToken.None);
}

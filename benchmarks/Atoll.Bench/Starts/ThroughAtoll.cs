using Atoll.Accounts.People;
using Atoll.Core.Lifecycles;
using Atoll.Core.Names;
using Atoll.Servers;
using Atoll.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Atoll.Bench.Starts;

/// <summary>A person's server: started with the hub's API, reached through its proxy.</summary>
internal sealed class ThroughAtoll(HubFixture hub, UserRow user, HttpClient client)
{
    private readonly string _server = $"/hub/api/users/{user.Name}/server";

    /// <summary>From before the request is sent until the server's first answer; the server runs on.</summary>
    public async Task<Sample> StartAsync(CancellationToken cancellationToken)
    {
        var watch = Watch.Start();
        var start = client.PostAsync(_server, content: null, cancellationToken);
        await FirstAnswer.WaitAsync(client, UrlNames.ServerPrefix(user.Name, ""), cancellationToken);
        var (seconds, cpu) = (watch.Seconds, watch.Cpu);
        using var answer = await start;
        answer.EnsureSuccessStatusCode();
        var clock = await ClockAsync(cancellationToken);
        return new Sample(seconds, cpu, (clock.Launched!.Value - clock.Requested).TotalSeconds);
    }

    /// <summary>Returns when nothing of it is left.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var answer = await client.DeleteAsync(_server, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await Until.TrueAsync(
            async () => (await RowAsync(cancellationToken)).Phase is ServerPhase.Stopped, TimeSpan.FromMinutes(1), "the server to be gone");
    }

    /// <summary>The server as the hub knows it.</summary>
    public async Task<ServerRow> RowAsync(CancellationToken cancellationToken) =>
        await hub.Services.GetRequiredService<ServerStore>().FindAsync(user.Id, "", cancellationToken)
        ?? throw new InvalidOperationException($"{user.Name} has no server.");

    /// <summary>The clock that the hub kept of the latest start.</summary>
    public async Task<StartRow> ClockAsync(CancellationToken cancellationToken)
    {
        var row = await RowAsync(cancellationToken);
        return await hub.Services.GetRequiredService<StartHistory>().GetAsync(row.Id, row.StartNumber, cancellationToken)
            ?? throw new InvalidOperationException($"Start {row.StartNumber} left no clock.");
    }
}

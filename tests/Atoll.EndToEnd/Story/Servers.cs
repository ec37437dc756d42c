using System.Net;
using Atoll.Accounts.People;
using Atoll.Core.Lifecycles;
using Atoll.Servers;
using Atoll.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.EndToEnd.Story;

/// <summary>Starting servers as programs do, and waiting until they are ready.</summary>
internal static class Servers
{
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(3);

    /// <summary>Starts a user's server and waits until it is ready; a failure is told with its reason and log.</summary>
    public static async Task StartAsync(HubFixture hub, UserRow user, string environment = "slim")
    {
        using var program = await hub.WithTokenAsync(user);
        using var body = new StringContent($$"""{"environment": "{{environment}}"}""");
        using var answer = await program.PostAsync($"/hub/api/users/{user.Name}/server", body);
        Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        await ReadyAsync(hub, user);
    }

    public static async Task ReadyAsync(HubFixture hub, UserRow user)
    {
        ServerRow? row = null;
        await Until.TrueAsync(async () =>
        {
            row = await FindAsync(hub, user);
            Assert.False(row is { Reason: not null, Phase: ServerPhase.Stopped }, $"{row?.Reason}: {row?.ReasonDetail}\n{row?.LogTail}");
            return row?.Phase is ServerPhase.Ready;
        }, _longest, $"{user.Name}'s server to be ready");
    }

    /// <summary>Stops a user's server and waits until it is gone.</summary>
    public static async Task StopAsync(HubFixture hub, UserRow user)
    {
        using var program = await hub.WithTokenAsync(user);
        (await program.DeleteAsync($"/hub/api/users/{user.Name}/server")).EnsureSuccessStatusCode();
        await StoppedAsync(hub, user);
    }

    public static Task StoppedAsync(HubFixture hub, UserRow user) => Until.TrueAsync(
        async () => (await FindAsync(hub, user))?.Phase is ServerPhase.Stopped, TimeSpan.FromSeconds(30), $"{user.Name}'s server to be gone");

    public static async Task<string> AddressAsync(HubFixture hub, UserRow user) => (await FindAsync(hub, user))!.Address!;

    public static Task<ServerRow?> FindAsync(HubFixture hub, UserRow user) =>
        hub.Services.GetRequiredService<ServerStore>().FindAsync(user.Id, "", CancellationToken.None);
}

using Atoll.EndToEnd.Packaging;
using Atoll.Servers;
using Atoll.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.EndToEnd.Failures;

/// <summary>What a running container writes: who reads it, and what is not in it.</summary>
public sealed class RunningLogTests : IAsyncLifetime
{
    private const string Masked = "my token is [the server's token]";

    private HubFixture _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await QuickServers.StartAsync(options =>
    {
        var command = options.Environments[0].Command;
        command[2] = "echo my token is $JUPYTERHUB_API_TOKEN; echo and more >&2; " + command[2];
    });

    public async ValueTask DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Owner_and_admin_read_it_without_its_token_and_a_stranger_finds_nothing()
    {
        using var ada = await Asker.AddAsync(_hub, "ada");
        await ada.StartAsync(BusyboxServer.Name);
        await Story.Servers.ReadyAsync(_hub, ada.User);
        using var root = await Asker.AddAsync(_hub, "root", admin: true);
        using var bob = await Asker.AddAsync(_hub, "bob");
        var row = (await Story.Servers.FindAsync(_hub, ada.User))!;
        var token = _hub.Services.GetRequiredService<ServerTokens>().Make(row.Id, row.StartNumber);

        foreach (var reader in (Asker[])[ada, root])
        {
            foreach (var (status, text) in new[] { await reader.AskAsync("/users/ada/server/log"), await reader.ReadAsync("/hub/log/ada") })
            {
                Assert.Equal(200, status);
                Assert.Contains(Masked, text, StringComparison.Ordinal);
                Assert.Contains("and more", text, StringComparison.Ordinal);
                Assert.DoesNotContain(token, text, StringComparison.Ordinal);
            }
        }

        // Which one is the last is the engine's to say: they came through two pipes.
        Assert.Single((await ada.AskAsync("/users/ada/server/log?lines=1")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(404, (await bob.AskAsync("/users/ada/server/log")).Status);
        var refused = await bob.ReadAsync("/hub/log/ada");
        Assert.Equal(404, refused.Status);
        Assert.DoesNotContain("my token is", refused.Text, StringComparison.Ordinal);
    }
}

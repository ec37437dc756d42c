using Atoll.Accounts.People;
using Atoll.TestKit;
using Xunit;

namespace Atoll.EndToEnd.Story;

/// <summary>Ada and Bob, each with a running server, for all tests of a class.</summary>
public sealed class TwoPeople : IAsyncLifetime
{
    internal HubFixture Hub { get; private set; } = null!;

    internal UserRow Ada { get; private set; } = null!;

    internal UserRow Bob { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Hub = await HubFixture.StartAsync();
        try
        {
            Ada = await Hub.AddUserAsync("ada");
            Bob = await Hub.AddUserAsync("bob");
            await Task.WhenAll(Servers.StartAsync(Hub, Ada), Servers.StartAsync(Hub, Bob));
        }
        catch
        {
            // The runner does not dispose what could not be initialised.
            await Hub.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await Hub.DisposeAsync();
}

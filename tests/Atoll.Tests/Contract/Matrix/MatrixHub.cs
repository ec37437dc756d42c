using Atoll.Accounts.People;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Contract.Matrix;

/// <summary>The real application, with those in it who are the same for all cells.</summary>
public sealed class MatrixHub : IAsyncLifetime
{
    private int _cells;

    internal HubFixture Hub { get; private set; } = null!;

    internal UserRow Root { get; private set; } = null!;

    internal UserRow Other { get; private set; } = null!;

    /// <summary>By whether it has the role admin.</summary>
    internal IReadOnlyDictionary<bool, long> Services { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Hub = await HubFixture.StartAsync(options =>
        {
            StandIn.Configure(options);
            options.Servers.SlowSeconds = 0;
            options.Servers.NamedServers = true;
            options.Servers.GraceSeconds = 0.3;
        });
        Root = await Hub.AddUserAsync("root", admin: true);
        Other = await Hub.AddUserAsync("other");
        Services = new Dictionary<bool, long>
        {
            [false] = await Hub.AddServiceAsync("plain-service"), [true] = await Hub.AddServiceAsync("admin-service", admin: true),
        };
    }

    public async ValueTask DisposeAsync() => await Hub.DisposeAsync();

    /// <summary>No two are the same.</summary>
    internal int NextCell() => Interlocked.Increment(ref _cells);
}

using Atoll.Accounts.People;
using Atoll.Core.Lifecycles;
using Atoll.Platform.Configuration;
using Atoll.Workloads;

namespace Atoll.Servers;

/// <summary>What people and programs can ask of a server, one way for the API and the pages.</summary>
internal sealed class ServerActions(
    ServerStore store,
    ServerWaits waits,
    StartChoices choices,
    ServerImages images,
    ServerExamples examples,
    StartAdmission admission,
    NamedServers named,
    Live<ServersOptions> options)
{
    private TimeSpan Slow => TimeSpan.FromSeconds(options.Value.SlowSeconds);

    /// <summary>Asks for a start; faults instead when a choice is not on offer or can never fit, a refusal when there is no room now.</summary>
    public Task<StartOutcome> StartAsync(UserRow owner, string name, StartRequest? request, CancellationToken cancellationToken) =>
        StartAsync(owner, name, request, displayName: null, cancellationToken);

    /// <summary>The same, and says what pages shall call it; null to leave that as it is.</summary>
    public async Task<StartOutcome> StartAsync(
        UserRow owner, string name, StartRequest? request, string? displayName, CancellationToken cancellationToken)
    {
        if (await named.RefuseAsync(owner, name, cancellationToken) is { } refusal)
        {
            return new StartOutcome { Refusal = refusal };
        }

        var last = await store.FindAsync(owner.Id, name, cancellationToken);
        var (choice, faults) = choices.Resolve(request, last);
        if (choice is null)
        {
            return new StartOutcome { Faults = faults };
        }

        var settled = await SettleAsync(owner.Id, choice, cancellationToken);
        return await StartAsync(owner, new StartOrder(owner.Id, name, LocalSite.Name, settled) { DisplayName = displayName }, cancellationToken);
    }

    private async Task<StartOutcome> StartAsync(UserRow owner, StartOrder order, CancellationToken cancellationToken)
    {
        if (await admission.FindTooLargeAsync(order.Site, order.Choice.Plan, cancellationToken) is { } tooLarge)
        {
            return new StartOutcome { Faults = [tooLarge] };
        }

        var admit = await admission.PrepareAsync(order.Site, order.Choice.Plan, cancellationToken);
        var (row, refusal) = await store.StartAsync(
            order, async connection => await named.RefuseAsync(connection, owner, order.Name) ?? await admit(connection), cancellationToken);
        return new StartOutcome { Row = row, Refusal = refusal };
    }

    public Task<ServerRow?> StopAsync(long id, CancellationToken cancellationToken) =>
        store.ApplyAsync(id, new StopRequested(), cancellationToken);

    /// <summary>Asks that it be stopped and then forgotten, with its name. Its home is its owner's, and stays.</summary>
    public Task<ServerRow?> RemoveAsync(long id, CancellationToken cancellationToken) =>
        store.ApplyAsync(id, new RemoveRequested(), cancellationToken);

    /// <summary>Asks for a new start with the same choices, as they are configured now. One that is not on offer any more stays as it was.</summary>
    public async Task<ServerRow?> RestartAsync(long id, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(id, cancellationToken) is not { } row || choices.Resolve(request: null, row).Choice is not { } choice)
        {
            return await store.ApplyAsync(id, new RestartRequested(), cancellationToken);
        }

        var settled = await SettleAsync(row.UserId, choice, cancellationToken);
        return await store.StartAsync(new StartOrder(row.UserId, row.Name, row.Site, settled) { Request = new RestartRequested() }, cancellationToken);
    }

    /// <summary>Waits as long as the API may (<see cref="ServersOptions.SlowSeconds"/>) for a start to end one way or the other.</summary>
    public Task<ServerRow?> WaitForStartAsync(long id, CancellationToken cancellationToken) =>
        waits.UntilAsync(id, row => row.Phase is ServerPhase.Ready || !row.State.IsActive, Slow, cancellationToken);

    /// <summary>Waits likewise for a stop.</summary>
    public Task<ServerRow?> WaitForStopAsync(long id, CancellationToken cancellationToken) =>
        waits.UntilAsync(id, row => !row.State.IsActive, Slow, cancellationToken);

    /// <summary>Asks all of a user's servers to stop. Returns when that is on disk; the reconciler does the rest.</summary>
    public async Task StopAllAsync(long userId, CancellationToken cancellationToken)
    {
        foreach (var row in await store.OfUserAsync(userId, cancellationToken))
        {
            await StopAsync(row.Id, cancellationToken);
        }
    }

    /// <summary>Asks every server of this hub to stop, and waits until nothing is left running.</summary>
    public async Task StopEverythingAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        var active = await store.ActiveAsync(cancellationToken);
        foreach (var row in active)
        {
            await StopAsync(row.Id, cancellationToken);
        }

        await Task.WhenAll(active.Select(row => waits.UntilAsync(row.Id, now => !now.State.IsActive, most, cancellationToken)));
    }

    // What is still open in a choice, decided now: which content of the image, and where the person lands.
    private async Task<StartChoice> SettleAsync(long userId, StartChoice choice, CancellationToken cancellationToken) =>
        await examples.LandAsync(userId, await images.SettleAsync(choice, cancellationToken), cancellationToken);
}

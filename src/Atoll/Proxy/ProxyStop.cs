namespace Atoll.Proxy;

/// <summary>
/// Ends what is open when the program is told to stop, before the server waits for it: WebSockets at once, since they never end by
/// themselves and their clients connect again; anything else after a short while.
/// </summary>
internal sealed class ProxyStop(LiveRequests live, ProxyOptions options, TimeProvider time) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        live.CloseUpgraded();
        await Task.WhenAny(live.WhenEmpty(), Task.Delay(options.StopGrace, time, cancellationToken));
        live.Close(_ => true);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

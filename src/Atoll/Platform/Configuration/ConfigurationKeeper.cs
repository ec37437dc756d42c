using System.Threading.Channels;

namespace Atoll.Platform.Configuration;

/// <summary>
/// Makes something outside the configuration what a part of it says: at the start, before anybody can ask, and at each change while the hub
/// runs. What cannot be done at the start ends the start; later it is logged, and done at the next change or start.
/// </summary>
internal abstract class ConfigurationKeeper<T>(Live<T> settings, ILogger logger) : BackgroundService, IHostedLifecycleService
    where T : class
{
    private readonly Channel<T> _changes = Channel.CreateUnbounded<T>();

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        settings.Listen(next => _changes.Writer.TryWrite(next));
        await ApplyAsync(settings.Value, cancellationToken);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>May run again with what it has done before.</summary>
    protected abstract Task ApplyAsync(T now, CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var next in _changes.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await ApplyAsync(next, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                ConfigurationKeeperLog.NotApplied(logger, failure);
            }
        }
    }
}

internal static partial class ConfigurationKeeperLog
{
    [LoggerMessage(1, LogLevel.Error, "A change of the configuration could not be carried out; it will be at the next change or start")]
    public static partial void NotApplied(ILogger logger, Exception failure);
}

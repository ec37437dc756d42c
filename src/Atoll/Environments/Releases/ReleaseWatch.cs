using Atoll.Platform.Configuration;
using Atoll.Platform.Work;

namespace Atoll.Environments.Releases;

/// <summary>
/// Looks what the environments' references mean now, tests what is new, and takes off the disk what nobody needs: at the start, when the
/// configuration changes, when an operator asks, and every few minutes.
/// </summary>
internal sealed partial class ReleaseWatch(
    Live<Choices> choices,
    Live<ImagesOptions> options,
    ReleaseRounds rounds,
    ReleaseTests tests,
    TimeProvider time,
    ILogger<ReleaseWatch> logger) : BackgroundService
{
    // While a pull goes on, its end must not wait for the next round.
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(2);

    private readonly WakeUp _wake = new(time);

    /// <summary>Do not wait for the next round.</summary>
    public void Wake() => _wake.Call();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        choices.Listen(_ => Wake());
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await _wake.WaitAsync(await RoundAsync(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    /// <summary>One round; returns how long to wait for the next.</summary>
    private async Task<TimeSpan> RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            var isPulling = await rounds.LookAsync(cancellationToken);
            await tests.RunAsync(cancellationToken);
            await rounds.TidyAsync(cancellationToken);
            return isPulling ? _soon : TimeSpan.FromMinutes(options.Value.LookMinutes);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.RoundFailed(logger, failure);
            return TimeSpan.FromMinutes(options.Value.LookMinutes);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Environments' images could not be looked after; the next round tries again")]
        public static partial void RoundFailed(ILogger logger, Exception failure);
    }
}

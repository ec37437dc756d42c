using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.Sharing;
using Atoll.Accounts.SignIn;
using Atoll.Platform.Database;

namespace Atoll.Accounts;

/// <summary>Removes what has expired, once an hour. Nothing expired is ever valid, removed or not: this only keeps the tables small.</summary>
internal sealed partial class ExpiryPurge(HubDatabase database, TimeProvider time, ILogger<ExpiryPurge> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PurgeAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.PurgeFailed(logger, failure);
            }
        }
    }

    private Task PurgeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return database.WriteAsync(async connection =>
        {
            await SessionStore.PurgeAsync(connection, now);
            await TokenStore.PurgeAsync(connection, now);
            await ShareStore.PurgeAsync(connection, now);
            await ShareCodeStore.PurgeAsync(connection, now);
        }, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Expired sessions, tokens and shares could not be removed; it is tried again in an hour")]
        public static partial void PurgeFailed(ILogger logger, Exception failure);
    }
}

using System.Net;

namespace Atoll.Bench.Starts;

/// <summary>Asks a server again and again until it answers itself. The same for both ways of starting.</summary>
internal static class FirstAnswer
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(2);

    /// <summary>Returns at the first answer of the server below <paramref name="prefix"/>; the hub's own answers do not count.</summary>
    public static async Task WaitAsync(HttpClient client, string prefix, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await IsAnsweredAsync(client, $"{prefix}api", cancellationToken))
        {
            if (TimeProvider.System.GetElapsedTime(began) > _longest)
            {
                throw new TimeoutException($"Nothing answered at {client.BaseAddress}{prefix}api for {_longest}.");
            }

            await Task.Delay(_pause, TimeProvider.System, cancellationToken);
        }
    }

    // Jupyter's version there, and nobody else's: before the server is ready the hub answers 424 or 503 in its place.
    private static async Task<bool> IsAnsweredAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(path, cancellationToken);
            return answer.StatusCode is HttpStatusCode.OK
                && (await answer.Content.ReadAsStringAsync(cancellationToken)).StartsWith("{\"version\"", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            // Nobody listens yet.
            return false;
        }
    }
}

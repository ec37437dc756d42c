namespace Atoll.Compute;

/// <summary>Waiting for something that cannot call back.</summary>
internal static class Poll
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    /// <summary>Asks again and again, ever more slowly, until the answer is not null; null when <paramref name="limit"/> passes first.</summary>
    public static async Task<T?> UntilAsync<T>(
        Func<Task<T?>> ask, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
        where T : class
    {
        var begin = time.GetTimestamp();
        var pause = First;
        while (true)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            if (time.GetElapsedTime(begin) >= limit)
            {
                return null;
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < Longest ? pause * 2 : Longest;
        }
    }

    /// <summary>The same for a condition; false when <paramref name="limit"/> passes first.</summary>
    public static async Task<bool> UntilAsync(Func<bool> condition, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken) =>
        await UntilAsync<object>(() => Task.FromResult(condition() ? new object() : null), limit, time, cancellationToken) is not null;
}

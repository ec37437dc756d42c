namespace Atoll.TestKit;

/// <summary>Waits for conditions that nothing announces.</summary>
internal static class Until
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    public static Task TrueAsync(Func<bool> condition, TimeSpan most, string what) =>
        TrueAsync(() => Task.FromResult(condition()), most, what);

    /// <exception cref="TimeoutException">It did not become true; names <paramref name="what"/>.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan most, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > most)
            {
                throw new TimeoutException($"Waited {most} in vain for: {what}");
            }

            await Task.Delay(_pause, TimeProvider.System);
        }
    }
}

using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.TestKit;

public sealed class ManualTimeTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Stands_still_until_moved()
    {
        var before = _time.GetUtcNow();
        var stamp = _time.GetTimestamp();
        Assert.Equal(before, _time.GetUtcNow());

        _time.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(before.AddSeconds(90), _time.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(90), _time.GetElapsedTime(stamp));
    }

    [Fact]
    public void Fires_timers_in_order_each_at_its_own_time()
    {
        var start = _time.GetUtcNow();
        var fired = new List<string>();
        using var late = Timer("late", 3, Timeout.Infinite);
        using var every = Timer("every", 1, 2);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["every@1", "late@3", "every@3", "every@5"], fired);
        Assert.Equal(1, _time.PendingTimers);

        ITimer Timer(string name, int due, int period) => _time.CreateTimer(
            _ => fired.Add($"{name}@{(_time.GetUtcNow() - start).TotalSeconds}"),
            null,
            TimeSpan.FromSeconds(due),
            period < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(period));
    }

    [Fact]
    public void Disposed_timer_never_fires()
    {
        var timer = _time.CreateTimer(_ => Assert.Fail("fired"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Dispose();

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public async Task Drives_delays_and_timeouts()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(5), _time, TestContext.Current.CancellationToken);
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(4), _time);
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.True(timeout.IsCancellationRequested);
        Assert.False(delay.IsCompleted);

        _time.Advance(TimeSpan.FromMinutes(1));
        await delay;
    }

    [Fact]
    public void Never_goes_back() => Assert.Throws<ArgumentOutOfRangeException>(() => _time.Advance(TimeSpan.FromTicks(-1)));
}

using Atoll.Platform.Work;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Platform.Work;

public sealed class WakeUpTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_ends_the_wait_and_many_calls_end_one()
    {
        var wake = new WakeUp(_time);
        wake.Call();
        wake.Call();
        await wake.WaitAsync(TimeSpan.FromMinutes(5), Cancel);

        var next = wake.WaitAsync(TimeSpan.FromMinutes(5), Cancel);
        Assert.False(next.IsCompleted);
        wake.Call();
        await next;
    }

    [Fact]
    public async Task Without_a_call_it_ends_when_its_time_has_come()
    {
        var wait = new WakeUp(_time).WaitAsync(TimeSpan.FromMinutes(5), Cancel);
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.False(wait.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(2));
        await wait;
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_told_so()
    {
        using var given = new CancellationTokenSource();
        var wait = new WakeUp(_time).WaitAsync(TimeSpan.FromMinutes(5), given.Token);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }
}

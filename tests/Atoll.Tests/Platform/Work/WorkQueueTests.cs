using System.Collections.Concurrent;
using Atoll.Platform.Work;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Platform.Work;

public sealed class WorkQueueTests : IAsyncDisposable
{
    private static readonly TimeSpan _most = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();
    private readonly LogBook _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _done = new();
    private readonly WorkQueue<string> _queue;
    private Task _running = Task.CompletedTask;

    public WorkQueueTests() => _queue = new WorkQueue<string>(_time, _log.CreateLogger("queue"));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Key_asked_for_many_times_is_worked_on_once()
    {
        _queue.Enqueue("a");
        _queue.Enqueue("a");
        _queue.Enqueue("b");
        _queue.Enqueue("a");
        Assert.Equal(2, _queue.Depth);

        Run(_ => Task.CompletedTask);

        await IdleAsync();
        Assert.Equal(["a", "b"], _done.Order());
    }

    [Fact]
    public async Task Key_is_never_worked_on_twice_at_once_and_comes_again_when_asked_for_meanwhile()
    {
        var (entered, release) = (new SemaphoreSlim(0), new SemaphoreSlim(0));
        Run(async _ =>
        {
            entered.Release();
            await release.WaitAsync(TestContext.Current.CancellationToken);
        });
        _queue.Enqueue("a");
        await entered.WaitAsync(_most, TestContext.Current.CancellationToken);

        _queue.Enqueue("a");
        _queue.Enqueue("a");
        _queue.Enqueue("b");
        await entered.WaitAsync(_most, TestContext.Current.CancellationToken);
        // The second that entered is b: a waits for itself, though workers are free.
        Assert.Equal(2, _queue.Depth);
        Assert.Empty(_done);

        release.Release(3);
        await IdleAsync();
        Assert.Equal(["a", "a", "b"], _done.Order());
    }

    [Fact]
    public async Task Failing_work_is_tried_again_ever_later_and_told()
    {
        var failures = 3;
        Run(_ => failures-- > 0 ? throw new InvalidTimeZoneException("on purpose") : Task.CompletedTask);
        _queue.Enqueue("a");

        foreach (var milliseconds in new[] { 200, 400, 800 })
        {
            await Until.TrueAsync(() => _time.PendingTimers == 1, _most, "the work to be put off");
            var tries = _done.Count;
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
            Assert.Equal(1, _time.PendingTimers);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Until.TrueAsync(() => _done.Count == tries + 1 || failures < 0, _most, "the next try");
        }

        await IdleAsync();
        Assert.Equal(4, _done.Count);
        Assert.Equal(3, _log.Lines.Count(line => line.Contains("Work on a failed", StringComparison.Ordinal)));
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public async Task Back_off_ends_with_the_first_success()
    {
        var outcomes = new Queue<bool>([false, false, true, false, true]);
        Run(_ => outcomes.Dequeue() ? Task.CompletedTask : throw new InvalidTimeZoneException("on purpose"));
        _queue.Enqueue("a");
        await PassAsync(200);
        await PassAsync(400);
        await Until.TrueAsync(() => outcomes.Count == 2 && _queue.Depth == 0, _most, "the success");

        _queue.Enqueue("a");
        await PassAsync(200);

        await Until.TrueAsync(() => outcomes.Count == 0, _most, "the last try");
    }

    [Fact]
    public async Task Of_several_times_the_earliest_counts()
    {
        Run(_ => Task.CompletedTask);
        _queue.EnqueueAfter("a", TimeSpan.FromSeconds(5));
        _queue.EnqueueAfter("a", TimeSpan.FromSeconds(1));
        _queue.EnqueueAfter("a", TimeSpan.FromSeconds(3));
        Assert.Equal(1, _time.PendingTimers);
        Assert.Equal(0, _queue.Depth);

        _time.Advance(TimeSpan.FromSeconds(1));

        await Until.TrueAsync(() => _done.Count == 1, _most, "the work");
        _time.Advance(TimeSpan.FromMinutes(1));
        await IdleAsync();
        Assert.Single(_done);
    }

    [Fact]
    public async Task Asking_now_takes_the_place_of_asking_later()
    {
        Run(_ => Task.CompletedTask);
        _queue.EnqueueAfter("a", TimeSpan.FromSeconds(5));

        _queue.Enqueue("a");

        Assert.Equal(0, _time.PendingTimers);
        await IdleAsync();
        Assert.Single(_done);
    }

    [Fact]
    public async Task Work_may_put_its_own_key_off()
    {
        Run(key =>
        {
            if (_done.IsEmpty)
            {
                _queue.EnqueueAfter(key, TimeSpan.FromSeconds(30));
            }

            return Task.CompletedTask;
        });
        _queue.Enqueue("a");

        await PassAsync(30_000);

        await Until.TrueAsync(() => _done.Count == 2, _most, "the second turn");
    }

    private void Run(Func<string, Task> work) => _running = _queue.RunAsync(
        4,
        async (key, _) =>
        {
            try
            {
                await work(key);
            }
            finally
            {
                _done.Enqueue(key);
            }
        },
        _stop.Token);

    private async Task PassAsync(int milliseconds)
    {
        await Until.TrueAsync(() => _time.PendingTimers == 1 && _queue.Depth == 0, _most, "the work to be put off");
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
    }

    private Task IdleAsync() => Until.TrueAsync(() => _queue.Depth == 0, _most, "the queue to be empty");
}

using System.Threading.Channels;

namespace Atoll.Platform.Work;

/// <summary>
/// Keys that want attention. A key that is asked for twice is worked on once; it is never worked on twice at the same time; one asked for
/// while it is worked on comes again. Failures of the work back off per key. It does not survive a restart: whoever owns the rows asks again.
/// </summary>
internal sealed partial class WorkQueue<TKey>(TimeProvider time, ILogger logger)
    where TKey : notnull
{
    private static readonly TimeSpan _firstBackOff = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _longestBackOff = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Channel<TKey> _ready = Channel.CreateUnbounded<TKey>();
    private readonly Dictionary<TKey, Entry> _entries = [];

    /// <summary>How many keys are waiting or being worked on now.</summary>
    public int Depth
    {
        get
        {
            lock (_lock)
            {
                return _entries.Values.Count(entry => entry.Queued || entry.Running);
            }
        }
    }

    /// <summary>Asks for attention now.</summary>
    public void Enqueue(TKey key)
    {
        lock (_lock)
        {
            var entry = Entry.Of(_entries, key);
            entry.Timer?.Dispose();
            entry.Timer = null;
            Ready(key, entry);
        }
    }

    /// <summary>Asks for attention after a while, unless something asks sooner. The earliest time wins.</summary>
    public void EnqueueAfter(TKey key, TimeSpan delay)
    {
        lock (_lock)
        {
            var entry = Entry.Of(_entries, key);
            var due = time.GetUtcNow() + delay;
            if (entry.Timer is not null && entry.Due <= due)
            {
                return;
            }

            entry.Timer?.Dispose();
            entry.Due = due;
            entry.Timer = time.CreateTimer(_ => Enqueue(key), state: null, delay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Works until cancelled, on at most <paramref name="concurrency"/> keys at once.</summary>
    public async Task RunAsync(int concurrency, Func<TKey, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var workers = Enumerable.Range(0, concurrency).Select(_ => WorkAsync(work, cancellationToken));
        await Task.WhenAll(workers);
    }

    private async Task WorkAsync(Func<TKey, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var key in _ready.Reader.ReadAllAsync(cancellationToken))
            {
                Begin(key);
                var succeeded = await TryAsync(key, work, cancellationToken);
                End(key, succeeded);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    private async Task<bool> TryAsync(TKey key, Func<TKey, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(key, cancellationToken);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception failure)
        {
            // The loop's edge: whatever the work could not handle is logged once, here, and tried again.
            Log.WorkFailed(logger, key, failure);
            return false;
        }
    }

    private void Begin(TKey key)
    {
        lock (_lock)
        {
            var entry = _entries[key];
            entry.Queued = false;
            entry.Running = true;
        }
    }

    private void End(TKey key, bool succeeded)
    {
        lock (_lock)
        {
            var entry = _entries[key];
            entry.Running = false;
            entry.Failures = succeeded ? 0 : entry.Failures + 1;
            if (entry.Again)
            {
                entry.Again = false;
                Ready(key, entry);
            }
            else if (!succeeded)
            {
                EnqueueAfter(key, BackOff(entry.Failures));
            }
            else if (entry.Timer is null)
            {
                _entries.Remove(key);
            }
        }
    }

    private void Ready(TKey key, Entry entry)
    {
        if (entry.Running)
        {
            entry.Again = true;
        }
        else if (!entry.Queued)
        {
            entry.Queued = true;
            _ready.Writer.TryWrite(key);
        }
    }

    private static TimeSpan BackOff(int failures)
    {
        var delay = _firstBackOff * Math.Pow(2, Math.Min(failures - 1, 16));
        return delay < _longestBackOff ? delay : _longestBackOff;
    }

    private sealed class Entry
    {
        public bool Queued { get; set; }

        public bool Running { get; set; }

        public bool Again { get; set; }

        public int Failures { get; set; }

        public ITimer? Timer { get; set; }

        public DateTimeOffset Due { get; set; }

        public static Entry Of(Dictionary<TKey, Entry> entries, TKey key)
        {
            if (!entries.TryGetValue(key, out var entry))
            {
                entry = new Entry();
                entries.Add(key, entry);
            }

            return entry;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Work on {Key} failed; it is tried again")]
        public static partial void WorkFailed(ILogger logger, object key, Exception failure);
    }
}

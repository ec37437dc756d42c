using System.Threading.Channels;

namespace Atoll.Platform.Work;

/// <summary>Waits for the next round of something that is done every so often, or sooner when somebody asks. One call is enough, however many come.</summary>
internal sealed class WakeUp(TimeProvider time)
{
    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Do not wait for the next round.</summary>
    public void Call() => _calls.Writer.TryWrite(true);

    /// <summary>Returns at the next call, or after this long; at once when somebody called since the last time.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _calls.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody called: time for the next round.
        }
    }
}

using System.Collections.Concurrent;

namespace Atoll.Proxy;

/// <summary>What hubs have taken back, for as long as something issued before could still be shown.</summary>
/// <remarks>
/// A session or token is revoked for good. A user, a resource, or the entry of one to the other is revoked up to now: what the hub vouches
/// for later passes again.
/// </remarks>
internal sealed class Revocations(LiveRequests live, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Takes back everything under a name and closes what is open under it, at once.</summary>
    /// <param name="subject"><c>session:ID</c>, <c>user:ID</c>, <c>token:ID</c>, <c>resource:NAME</c> or <c>entry:ID@NAME</c>.</param>
    /// <param name="until">When to forget it; a cookie's lifetime from now is enough, as a revoked cookie is never renewed.</param>
    public void Revoke(string subject, DateTimeOffset until)
    {
        var now = time.GetUtcNow();
        _entries.AddOrUpdate(subject, new Entry(now, until), (_, old) => new Entry(now, until > old.Until ? until : old.Until));
        live.Close(passage => passage.Concerns(subject));
        Forget(now);
    }

    public bool IsRevoked(Passage passage)
    {
        if (_entries.IsEmpty)
        {
            return false;
        }

        var subject = passage.Subject;
        return (subject?.SessionId is { } session && Find(RevokedNames.Session, session) is not null)
            || (subject?.TokenId is { } token && Find(RevokedNames.Token, token) is not null)
            || (subject?.UserId is { } user && IsRevoked(user, passage))
            || Find(RevokedNames.Resource, passage.Resource)?.At >= passage.Since;
    }

    private bool IsRevoked(long user, Passage passage) =>
        Find(RevokedNames.User, user)?.At >= passage.Since
        || Find(RevokedNames.Entry, RevokedNames.EntryId(user, passage.Resource))?.At >= passage.Since;

    // On the path of every request: the key is put together on the stack.
    private Entry? Find<T>(string prefix, T id)
    {
        Span<char> key = stackalloc char[256];
        var lookup = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
        var found = key.TryWrite($"{prefix}{id}", out var length)
            ? lookup.TryGetValue(key[..length], out var entry)
            : _entries.TryGetValue($"{prefix}{id}", out entry);
        return found && entry!.Until > time.GetUtcNow() ? entry : null;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var pair in _entries)
        {
            if (pair.Value.Until <= now)
            {
                _entries.TryRemove(pair);
            }
        }
    }

    private sealed record Entry(DateTimeOffset At, DateTimeOffset Until);
}

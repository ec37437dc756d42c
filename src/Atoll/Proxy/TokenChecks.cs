using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Atoll.Proxy;

/// <summary>Asks the access check about tokens, remembering each answer for ten seconds.</summary>
internal sealed class TokenChecks(IAccessCheck check, Revocations revocations, TimeProvider time)
{
    /// <summary>Far more than are in use within ten seconds; bounds what a flood of guesses can make us remember.</summary>
    public const int Capacity = 4096;

    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<Key, Known> _known = [];
    private readonly Queue<(Key Key, Known Known)> _byAge = new();

    /// <summary>The answer and, when it is <see cref="AccessAnswer.Allow"/>, the passage it gives.</summary>
    public async ValueTask<(AccessAnswer Answer, Passage? Passage)> AskAsync(string resource, string token, CancellationToken cancellationToken)
    {
        var key = Key.Of(resource, token);
        if (Recall(key) is { } known && !IsRevoked(known))
        {
            return (known.Answer, known.Passage);
        }

        var asked = time.GetUtcNow();
        var answer = await check.CheckAsync(new AccessQuestion(resource, token), cancellationToken);
        var passage = answer is AccessAnswer.Allow allow ? new Passage(resource, allow.Subject, asked) : null;
        var fresh = new Known(answer, passage, asked + GoodFor);
        Remember(key, fresh);
        return IsRevoked(fresh) ? (new AccessAnswer.Unknown(), null) : (answer, passage);
    }

    private bool IsRevoked(Known known) => known.Passage is not null && revocations.IsRevoked(known.Passage);

    private Known? Recall(Key key)
    {
        lock (_lock)
        {
            return _known.TryGetValue(key, out var known) && known.Until > time.GetUtcNow() ? known : null;
        }
    }

    // All answers live equally long, so the oldest is always the next to expire.
    private void Remember(Key key, Known known)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            while (_byAge.TryPeek(out var oldest) && (oldest.Known.Until <= now || _byAge.Count >= Capacity))
            {
                _byAge.Dequeue();
                if (_known.TryGetValue(oldest.Key, out var current) && ReferenceEquals(current, oldest.Known))
                {
                    _known.Remove(oldest.Key);
                }
            }

            _known[key] = known;
            _byAge.Enqueue((key, known));
        }
    }

    private sealed record Known(AccessAnswer Answer, Passage? Passage, DateTimeOffset Until);

    // Tokens themselves are not kept in memory.
    private readonly record struct Key(UInt128 High, UInt128 Low, string Resource)
    {
        public static Key Of(string resource, string token)
        {
            Span<UInt128> hash = stackalloc UInt128[2];
            SHA256.HashData(Encoding.UTF8.GetBytes(token), MemoryMarshal.AsBytes(hash));
            return new Key(hash[0], hash[1], resource);
        }
    }
}

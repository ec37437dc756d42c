using System.Collections.Concurrent;
using Atoll.Proxy;

namespace Atoll.Tests.Proxy;

/// <summary>An access check that knows the tokens and sessions it was told of.</summary>
internal sealed class ListedTokens : IAccessCheck
{
    private readonly ConcurrentDictionary<string, AccessAnswer> _answers = new();
    private readonly HashSet<string> _sessions = [];
    private int _asked;

    public int Asked => _asked;

    /// <summary>What happens elsewhere while the check is under way.</summary>
    public Action Meanwhile { get; set; } = () => { };

    public void Allow(string token, Subject subject) => _answers[token] = new AccessAnswer.Allow(subject);

    public void Deny(string token) => _answers[token] = new AccessAnswer.Deny();

    public void Keep(string sessionId) => _sessions.Add(sessionId);

    public ValueTask<bool> MayStillAsync(string resource, Subject subject, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        Meanwhile();
        return ValueTask.FromResult(resource == ProxyUnderTest.Resource && _sessions.Contains(subject.SessionId!));
    }

    public ValueTask<AccessAnswer> CheckAsync(AccessQuestion question, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        Meanwhile();
        return ValueTask.FromResult(_answers.TryGetValue(question.Token, out var answer) ? answer : new AccessAnswer.Unknown());
    }
}

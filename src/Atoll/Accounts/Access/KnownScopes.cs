using System.Collections.Concurrent;
using Atoll.Core.Scopes;

namespace Atoll.Accounts.Access;

/// <summary>
/// Expanded scopes by all that they follow from. Every page of every server asks for them, and the answer changes only with what it is asked for.
/// </summary>
internal static class KnownScopes
{
    // Far more than are in use at a time; what does not fit is computed again.
    private const int Most = 10_000;

    private static readonly ConcurrentDictionary<(string User, bool Admin, string? Written), ScopeSet> _known = new();

    /// <summary>What a user may do by their roles.</summary>
    public static ScopeSet OfUser(string user, bool admin) => Get((user, admin, null), key =>
        ScopeRules.OfUser(key.User, DefaultRoles.Of(key.Admin)));

    /// <summary>What a token of that user may do.</summary>
    public static ScopeSet OfToken(string written, string user, bool admin) => Get((user, admin, written), key =>
        ScopeRules.OfToken(
            ScopeLines.Split(written), OfUser(key.User, key.Admin), new ScopeContext(key.User)));

    private static ScopeSet Get((string, bool, string?) key, Func<(string User, bool Admin, string? Written), ScopeSet> compute)
    {
        if (_known.TryGetValue(key, out var scopes))
        {
            return scopes;
        }

        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        return _known.GetOrAdd(key, compute);
    }
}

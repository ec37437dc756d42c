using System.Collections.Concurrent;
using Atoll.Accounts.People;
using Atoll.Core.Scopes;

namespace Atoll.Accounts.Access;

/// <summary>
/// Expanded scopes by all that they follow from. Every page of every server asks for them, and the answer changes only with what it is asked for.
/// Where groups are involved it also changes with who is in them, and is worked out each time.
/// </summary>
internal static class KnownScopes
{
    // Far more than are in use at a time; what does not fit is computed again.
    private const int Most = 10_000;

    private static readonly ConcurrentDictionary<Key, ScopeSet> _known = new();

    /// <summary>What an owner may do.</summary>
    /// <param name="owner">Who.</param>
    /// <param name="book">Which scopes there are.</param>
    /// <param name="written">The scopes of all their roles, and of what is shared with them, a line each.</param>
    /// <param name="isMember">Null when no scope is limited to a group.</param>
    public static ScopeSet OfOwner(Principal owner, RoleBook book, string written, GroupMembership? isMember) => isMember is null
        ? Get(Key.Of(owner, book, written), () => Expand(owner, book, written))
        : Expand(owner, book, written, isMember);

    /// <summary>What a token of that owner may do.</summary>
    public static ScopeSet OfToken(Rights owner, string written) => owner.IsMember is null
        ? Get(Key.Of(owner.Owner, owner.Book, owner.Written, written), () => Weaken(owner, written))
        : Weaken(owner, written);

    private static ScopeSet Expand(Principal owner, RoleBook book, string written, GroupMembership? isMember = null) =>
        ScopeRules.Expand(ScopeLines.Split(written), owner.ScopeContext, isMember, book.Catalog);

    private static ScopeSet Weaken(Rights owner, string written) =>
        owner.Book.OfToken(ScopeLines.Split(written), owner.Scopes, owner.Owner.ScopeContext, owner.IsMember);

    private static ScopeSet Get(Key key, Func<ScopeSet> compute)
    {
        if (_known.TryGetValue(key, out var scopes))
        {
            return scopes;
        }

        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        return _known.GetOrAdd(key, _ => compute());
    }

    // Of roles the scopes count, as they are written; what those include is the catalogue's.
    private readonly record struct Key(bool IsService, string Name, ScopeCatalog Catalog, string Owner, string? Token)
    {
        public static Key Of(Principal owner, RoleBook book, string written, string? token = null) =>
            new(owner.Service is not null, owner.Name, book.Catalog, written, token);
    }
}

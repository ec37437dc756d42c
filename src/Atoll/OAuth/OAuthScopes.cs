using Atoll.Accounts.Access;
using Atoll.Core.Scopes;
using Atoll.OAuth.Pages;

namespace Atoll.OAuth;

/// <summary>
/// Which scopes one client gets for one user (jupyterhub.md 1.7): never more than the client may have, nor than the user has, besides saying
/// who the user is. Pure.
/// </summary>
internal sealed class OAuthScopes
{
    // What JupyterHub 1.x clients ask for. It is no scope: it asks for the identity, which every token has.
    private const string IdentifyAlone = "identify";

    // Everybody may hand on what they have: whether this client may have it is the client's limit.
    private static readonly ScopeSet _inherit = new([new Scope(ScopeTable.Inherit)]);

    private readonly RoleBook _book;
    private readonly OAuthClient _client;
    private readonly Rights _user;
    private readonly ScopeContext _context;
    private readonly ScopeSet _identity;
    private readonly ScopeSet _allowed;

    public OAuthScopes(RoleBook book, OAuthClient client, Rights user)
    {
        (_book, _client, _user) = (book, client, user);
        var access = client.Access.Filter;
        _context = new ScopeContext(
            user.Owner.Name,
            access.Kind is FilterKind.Server ? access.Value : null,
            access.Kind is FilterKind.Service ? access.Value : null);
        _identity = ScopeRules.Identify(_context);
        _allowed = WithRequired(client.AllowedScopeList);
    }

    /// <summary>Whether the user may use what the client signs people in to.</summary>
    public bool MayEnter() => Expand([_client.AccessScope]).Intersect(_user.Scopes).Has(_client.Access.Name);

    /// <summary>
    /// What may be granted of what was asked for (null: all that the client may have), as far as the user has it. Null when something asked for
    /// is unknown, or more than the client may ever have.
    /// </summary>
    public ScopeSet? Grantable(IReadOnlyList<string>? asked) =>
        (asked is null ? _allowed : Read(asked)) is { } wanted ? wanted.Intersect(_user.Scopes.Union(_inherit)).Union(_identity) : null;

    /// <summary>Of the grantable scopes, those that the user left in the form; identity and access stay. Null as above.</summary>
    public ScopeSet? Chosen(ScopeSet grantable, IReadOnlyList<string> chosen) => Read(chosen)?.Intersect(grantable).Union(_identity);

    /// <summary>What a person reads before saying yes: without what others of the list include, and without saying who they are.</summary>
    public IReadOnlyList<Scope> Shown(ScopeSet grantable)
    {
        var scopes = (grantable.Has(ScopeTable.Inherit) ? _inherit : grantable).Scopes.Except(_identity.Scopes).ToList();
        return
        [
            .. scopes
                .Where(scope => !scopes.Any(other => other != scope && other.Filter == scope.Filter && Includes(other, scope)))
                .OrderBy(scope => scope.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <summary>The same with what each allows, for the form.</summary>
    public IReadOnlyList<ScopeChoice> Choices(ScopeSet grantable) =>
        [.. Shown(grantable).Select(scope => new ScopeChoice(scope.ToString(), _book.Catalog.Describe(scope.Name)))];

    /// <summary>Whether live tokens cover all that is asked now, so that the user need not be asked again.</summary>
    public static bool Cover(IEnumerable<string> held, ScopeSet wanted) => !wanted.ToStrings().Except(held).Any();

    private bool Includes(Scope wide, Scope narrow) => _book.Catalog.Closure(wide.Name).Contains(narrow.Name);

    private ScopeSet? Read(IReadOnlyList<string> asked) =>
        Names(asked) is { } names && WithRequired(names) is var wanted && Cover(wanted.Intersect(_allowed).ToStrings(), wanted) ? wanted : null;

    // JupyterHub 2.x clients ask by names of roles.
    private IReadOnlyList<string>? Names(IReadOnlyList<string> asked)
    {
        var names = asked.Where(text => text != IdentifyAlone).ToList();
        if (_book.Catalog.Unknown(names).Count == 0)
        {
            return names;
        }

        var roles = names.ConvertAll(_book.Find);
        return roles.Contains(null) ? null : [.. roles.SelectMany(role => role!.Scopes)];
    }

    private ScopeSet WithRequired(IEnumerable<string> written) => Expand([.. written, _client.AccessScope]).Union(_identity);

    private ScopeSet Expand(IReadOnlyList<string> written)
    {
        var scopes = ScopeRules.Expand(written, _context, _user.IsMember, _book.Catalog);
        return written.Contains(ScopeTable.Inherit) ? scopes.Union(_inherit) : scopes;
    }
}

namespace Atoll.Core.Scopes;

/// <summary>What a scope is limited to.</summary>
public enum FilterKind
{
    /// <summary>Nothing: it holds everywhere.</summary>
    None,

    /// <summary><c>!user=name</c>: a user and that user's servers.</summary>
    User,

    /// <summary><c>!group=name</c>: the users in a group and their servers.</summary>
    Group,

    /// <summary><c>!server=user/server</c>: one server.</summary>
    Server,

    /// <summary><c>!service=name</c>: one service.</summary>
    Service,
}

/// <summary>The part of a scope after the exclamation mark.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Value">The name; for servers <c>user/server</c>. Empty while it is bare (<c>!user</c>), to be resolved to the token's own.</param>
public readonly record struct ScopeFilter(FilterKind Kind, string Value)
{
    /// <summary>No limit.</summary>
    public static ScopeFilter None { get; } = new(FilterKind.None, "");

    /// <summary>A bare filter stands for the token's own user, server or service.</summary>
    public bool IsBare => Kind != FilterKind.None && Value.Length == 0;

    /// <summary>The limit to one user and that user's servers.</summary>
    public static ScopeFilter User(string name) => new(FilterKind.User, name);

    /// <summary>The limit to one server; an empty name is the default server.</summary>
    public static ScopeFilter Server(string user, string server) => new(FilterKind.Server, $"{user}/{server}");

    /// <summary>Parses <c>user=ada</c>, <c>server=ada/</c>, <c>user</c>.</summary>
    public static bool TryParse(string text, out ScopeFilter filter)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var value = equals < 0 ? "" : text[(equals + 1)..];
        filter = new ScopeFilter(KindOf(equals < 0 ? text : text[..equals]), value);
        return filter.Kind != FilterKind.None && filter.IsWellFormed(hasValue: equals >= 0);
    }

    /// <summary>The user whose server this names (<see cref="FilterKind.Server"/> only).</summary>
    public string ServerOwner => Value[..Value.IndexOf('/', StringComparison.Ordinal)];

    /// <inheritdoc/>
    public override string ToString()
    {
        var name = Kind switch
        {
            FilterKind.User => "!user",
            FilterKind.Group => "!group",
            FilterKind.Server => "!server",
            FilterKind.Service => "!service",
            _ => "",
        };
        return Value.Length == 0 ? name : $"{name}={Value}";
    }

    private bool IsWellFormed(bool hasValue) => (hasValue, Kind) switch
    {
        (false, FilterKind.Group) => false,
        (false, _) => true,
        (true, FilterKind.Server) => Value.IndexOf('/', StringComparison.Ordinal) > 0,
        (true, _) => Value.Length > 0,
    };

    private static FilterKind KindOf(string name) => name switch
    {
        "user" => FilterKind.User,
        "group" => FilterKind.Group,
        "server" => FilterKind.Server,
        "service" => FilterKind.Service,
        _ => FilterKind.None,
    };
}

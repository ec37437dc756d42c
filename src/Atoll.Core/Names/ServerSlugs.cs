namespace Atoll.Core.Names;

/// <summary>How names of users and servers are written into names of a cluster's objects (KubeSpawner's <c>slug_scheme</c>).</summary>
public enum SlugScheme
{
    /// <summary>Fit names stay, others are stripped and hashed: always valid.</summary>
    Safe,

    /// <summary>KubeSpawner's before its version 7: every odd byte is escaped. Long or capital names make invalid ones.</summary>
    Escape,
}

/// <summary>What a server's names are in templates: <c>{username}</c>, <c>{servername}</c>, <c>{user_server}</c>.</summary>
/// <param name="User">The owner's name.</param>
/// <param name="Server">The server's name; empty for the default one.</param>
/// <param name="UserServer">Both, joined; of the default server the owner's alone.</param>
public sealed record ServerSlugs(string User, string Server, string UserServer)
{
    private const int MostPerField = 48;

    /// <summary>The slugs of a server.</summary>
    /// <param name="user">The owner's name.</param>
    /// <param name="server">The server's name; empty for the default one.</param>
    /// <param name="scheme">The scheme.</param>
    public static ServerSlugs Of(string user, string server, SlugScheme scheme = SlugScheme.Safe)
    {
        ArgumentNullException.ThrowIfNull(server);
        return scheme == SlugScheme.Safe ? Safe(user, server) : Join(Slugs.Escape(user), Slugs.Escape(server));
    }

    private static ServerSlugs Safe(string user, string server)
    {
        var slugs = Join(Slugs.Safe(user, MostPerField), server.Length == 0 ? "" : Slugs.Safe(server, MostPerField));
        var isLong = slugs.User.Length + slugs.Server.Length + "--".Length > MostPerField;
        return isLong ? slugs with { UserServer = Slugs.Multi([user, server], MostPerField) } : slugs;
    }

    private static ServerSlugs Join(string user, string server) => new(user, server, server.Length == 0 ? user : $"{user}--{server}");
}

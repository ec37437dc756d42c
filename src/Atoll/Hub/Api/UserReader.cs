using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.Groups;
using Atoll.Accounts.People;
using Atoll.Client;
using Atoll.Core.Names;
using Atoll.Platform.Database;
using Atoll.Platform.Http;

namespace Atoll.Hub.Api;

/// <summary>Users as the API shows them: one that a request names, or many, with their groups and servers in a query each.</summary>
internal sealed class UserReader(HubDatabase database, Users users, UserGroups groups, IServerDirectory directory)
{
    /// <summary>The user whom a request names, if the caller's scopes reach them; else why not.</summary>
    public async Task<(UserRow? User, ApiError? Refusal)> FindAsync(
        Caller caller, string name, IReadOnlyList<string> anyOf, CancellationToken cancellationToken)
    {
        if (Targets.RefuseUser(caller, name, anyOf) is { } refusal)
        {
            return (null, refusal);
        }

        return await FindAsync(name, cancellationToken) is { } user ? (user, null) : (null, new ApiError(StatusCodes.Status404NotFound));
    }

    /// <summary>A user by name; never the hub itself.</summary>
    public async Task<UserRow?> FindAsync(string name, CancellationToken cancellationToken) =>
        UserName.IsOwn(name) ? null : await users.FindAsync(name, cancellationToken);

    public Task<(IReadOnlyList<UserRow> Page, long Total)> ListAsync(UserListQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => UserQueries.ListAsync(connection, query), cancellationToken);

    /// <summary>The models of these users, as far as the request's caller may see them.</summary>
    public async Task<JsonArray> ModelsAsync(HttpContext http, IReadOnlyList<UserRow> rows, CancellationToken cancellationToken)
    {
        var (scopes, book) = (http.Caller().Scopes, http.Caller().Rights!.Book);
        var withStopped = WithStopped(http.Request);
        var memberships = await groups.OfAsync(rows, cancellationToken);
        var servers = await directory.ListAsync(rows, cancellationToken);
        return [.. rows.Select(user => UserModels.Build(user, book, [.. memberships[user.Id]], scopes, ServersOf(user), withStopped))];

        // Upstream's clients look for the default server there, started or not.
        IReadOnlyList<ServerModel> ServersOf(UserRow user) => withStopped && !servers[user.Id].Any(server => server.Name.Length == 0)
            ? [directory.NeverStarted(user), .. servers[user.Id]]
            : [.. servers[user.Id]];
    }

    public async Task<JsonObject> ModelAsync(HttpContext http, UserRow user, CancellationToken cancellationToken)
    {
        var models = await ModelsAsync(http, [user], cancellationToken);
        var model = models[0]!.AsObject();
        models.Clear();
        return model;
    }

    private static bool WithStopped(HttpRequest request) =>
        request.Query["include_stopped_servers"] is [.., { } value]
        && !string.Equals(value, "0", StringComparison.Ordinal)
        && !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);
}

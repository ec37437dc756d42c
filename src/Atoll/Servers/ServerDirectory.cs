using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Accounts.Api;
using Atoll.Accounts.People;
using Atoll.Client;
using Atoll.Core.Lifecycles;
using Atoll.Core.Names;

namespace Atoll.Servers;

/// <summary>Servers as the API shows them.</summary>
internal sealed class ServerDirectory(ServerStore store, HubAddresses addresses) : IServerDirectory
{
    public async Task<IReadOnlyList<ServerModel>> ListAsync(UserRow owner, CancellationToken cancellationToken) =>
        [.. (await store.OfUserAsync(owner.Id, cancellationToken)).Select(ModelOf)];

    public async Task<ILookup<long, ServerModel>> ListAsync(IReadOnlyList<UserRow> owners, CancellationToken cancellationToken) =>
        (await store.OfUsersAsync(owners.Select(owner => owner.Id), cancellationToken)).ToLookup(row => row.UserId, ModelOf);

    /// <summary>One of them.</summary>
    public ServerModel ModelOf(ServerRow row) => new()
    {
        Name = row.Name,
        DisplayName = row.DisplayName.Length > 0 ? row.DisplayName : null,
        FullName = $"{row.UserName}/{row.Name}",
        LastActivity = row.LastActivity,
        Started = row.Started,
        Pending = PendingOf(row),
        Ready = row.Phase is ServerPhase.Ready,
        Stopped = !row.State.IsActive,
        Url = UrlNames.ServerPrefix(row.UserName, row.Name),
        UserOptions = JsonElement.Parse(row.UserOptions),
        ProgressUrl = ProgressUrl(row),
        State = StateOf(row),
        FullUrl = addresses.Public(UrlNames.ServerPrefix(row.UserName, row.Name)),
        FullProgressUrl = addresses.Public(ProgressUrl(row)),
    };

    public ServerModel NeverStarted(UserRow owner)
    {
        var urls = (Server: UrlNames.ServerPrefix(owner.Name, ""), Progress: ProgressUrl(owner.Name, ""));
        return new()
        {
            Name = "",
            FullName = $"{owner.Name}/",
            Ready = false,
            Stopped = true,
            Url = urls.Server,
            UserOptions = JsonElement.Parse("{}"),
            ProgressUrl = urls.Progress,
            State = [],
            FullUrl = addresses.Public(urls.Server),
            FullProgressUrl = addresses.Public(urls.Progress),
        };
    }

    private static string? PendingOf(ServerRow row) => row.Phase switch
    {
        ServerPhase.Stopping => "stop",
        _ => row.State.IsStarting ? "spawn" : null,
    };

    // For operators, as spawners' state is upstream: where its workload is.
    private static JsonObject StateOf(ServerRow row) => row.WorkloadId is null ? [] : new JsonObject
    {
        ["site"] = row.Site,
        ["workload"] = row.WorkloadId,
        ["address"] = row.Address,
    };

    private static string ProgressUrl(ServerRow row) => ProgressUrl(row.UserName, row.Name);

    private static string ProgressUrl(string owner, string server)
    {
        var user = $"/hub/api/users/{UrlNames.EscapePath(owner)}";
        return server.Length == 0 ? $"{user}/server/progress" : $"{user}/servers/{UrlNames.EscapePath(server)}/progress";
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Atoll.Compute.Containers.Engine;

/// <summary>The endpoints of the engine's API that Atoll uses for containers, images and networks, typed. Null or false stands for "no such thing".</summary>
internal sealed class EngineClient(EngineConnection connection)
{
    public async Task<EngineInfo> InfoAsync(CancellationToken cancellationToken)
    {
        using var reply = await connection.SendAsync(HttpMethod.Get, "/info", null, cancellationToken);
        return await EngineConnection.ReadAsync(reply, EngineJson.Default.EngineInfo, cancellationToken);
    }

    public async Task<Inspection?> InspectAsync(string idOrName, CancellationToken cancellationToken)
    {
        using var reply = await connection.SendAsync(HttpMethod.Get, $"/containers/{idOrName}/json", null, cancellationToken);
        return reply.StatusCode == HttpStatusCode.NotFound
            ? null
            : await EngineConnection.ReadAsync(reply, EngineJson.Default.Inspection, cancellationToken);
    }

    /// <summary>What a container uses now, measured once; null when there is none.</summary>
    public async Task<Statistics?> MeasureAsync(string id, CancellationToken cancellationToken)
    {
        using var reply = await connection.SendAsync(HttpMethod.Get, $"/containers/{id}/stats?stream=0&one-shot=1", null, cancellationToken);
        return reply.StatusCode == HttpStatusCode.NotFound
            ? null
            : await EngineConnection.ReadAsync(reply, EngineJson.Default.Statistics, cancellationToken);
    }

    /// <summary>Ids of all containers with this label, ended ones included.</summary>
    public async Task<IReadOnlyList<ContainerListed>> ListAsync(string label, CancellationToken cancellationToken)
    {
        var path = $"/containers/json?all=1&filters={Filter("label", label)}";
        using var reply = await connection.SendAsync(HttpMethod.Get, path, null, cancellationToken);
        return await EngineConnection.ReadAsync(reply, EngineJson.Default.IReadOnlyListContainerListed, cancellationToken);
    }

    /// <summary>The new container's id; null when its name is taken, or its own network went in the meantime.</summary>
    public async Task<string?> CreateAsync(string name, CreateContainer container, CancellationToken cancellationToken)
    {
        using var body = JsonContent.Create(container, EngineJson.Default.CreateContainer);
        using var reply = await connection.SendAsync(HttpMethod.Post, $"/containers/create?name={name}", body, cancellationToken);
        return reply.StatusCode == HttpStatusCode.Conflict || await SaysAsync(reply, "network not found", "already in use", cancellationToken)
            ? null
            : (await EngineConnection.ReadAsync(reply, EngineJson.Default.Created, cancellationToken)).Id;
    }

    /// <summary>False when the container is gone or on its way out.</summary>
    public Task<bool> StartAsync(string id, CancellationToken cancellationToken) =>
        ActAsync(HttpMethod.Post, $"/containers/{id}/start", TimeSpan.Zero, cancellationToken);

    /// <summary>Returns when it has ended, by itself or by force after <paramref name="grace"/>.</summary>
    public Task<bool> StopAsync(string id, TimeSpan grace, CancellationToken cancellationToken) =>
        ActAsync(HttpMethod.Post, $"/containers/{id}/stop?t={Math.Ceiling(grace.TotalSeconds)}", grace, cancellationToken);

    /// <summary>Ends and removes it, with the anonymous volumes its image asked for. False when another call is doing so.</summary>
    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken) =>
        ActAsync(HttpMethod.Delete, $"/containers/{id}?force=1&v=1", TimeSpan.Zero, cancellationToken);

    /// <summary>Null when the engine has none of that name.</summary>
    public async Task<ImageInspection?> InspectImageAsync(string image, CancellationToken cancellationToken)
    {
        using var reply = await connection.SendAsync(HttpMethod.Get, $"/images/{image}/json", null, cancellationToken);
        return reply.StatusCode == HttpStatusCode.NotFound
            ? null
            : await EngineConnection.ReadAsync(reply, EngineJson.Default.ImageInspection, cancellationToken);
    }

    /// <summary>Nothing there is success. An engine refuses while a container uses it, or while it has names besides one.</summary>
    public async Task RemoveImageAsync(string id, CancellationToken cancellationToken)
    {
        using var reply = await connection.SendAsync(HttpMethod.Delete, $"/images/{id}", null, cancellationToken);
        if (reply.StatusCode != HttpStatusCode.NotFound)
        {
            await EngineConnection.ThrowUnlessFineAsync(reply, cancellationToken);
        }
    }

    public async Task<Network?> InspectNetworkAsync(string name, CancellationToken cancellationToken)
    {
        using var reply = await connection.SendAsync(HttpMethod.Get, $"/networks/{name}", null, cancellationToken);
        return reply.StatusCode == HttpStatusCode.NotFound
            ? null
            : await EngineConnection.ReadAsync(reply, EngineJson.Default.Network, cancellationToken);
    }

    public async Task<IReadOnlyList<Network>> ListNetworksAsync(CancellationToken cancellationToken)
    {
        using var reply = await connection.SendAsync(HttpMethod.Get, "/networks", null, cancellationToken);
        return await EngineConnection.ReadAsync(reply, EngineJson.Default.IReadOnlyListNetwork, cancellationToken);
    }

    /// <summary>A name that is taken is success: look at what has it.</summary>
    public async Task CreateNetworkAsync(Network network, CancellationToken cancellationToken)
    {
        using var body = JsonContent.Create(network, EngineJson.Default.Network);
        using var reply = await connection.SendAsync(HttpMethod.Post, "/networks/create", body, cancellationToken);
        if (reply.StatusCode != HttpStatusCode.Conflict)
        {
            await EngineConnection.ThrowUnlessFineAsync(reply, cancellationToken);
        }
    }

    /// <summary>False when its name, its subnet or its interface was taken in the meantime.</summary>
    public async Task<bool> CreateOwnNetworkAsync(OwnNetwork network, CancellationToken cancellationToken)
    {
        using var body = JsonContent.Create(network, EngineJson.Default.OwnNetwork);
        using var reply = await connection.SendOwnAsync(HttpMethod.Post, "/networks/create", body, cancellationToken);
        if (reply.StatusCode == HttpStatusCode.Conflict || await SaysAsync(reply, "already used", "already in use", cancellationToken))
        {
            return false;
        }

        await EngineConnection.ThrowUnlessFineAsync(reply, cancellationToken);
        return true;
    }

    /// <summary>Like <see cref="RemoveNetworkAsync"/>, but one that a container is on is left alone.</summary>
    public async Task RemoveUnusedNetworkAsync(string name, CancellationToken cancellationToken)
    {
        using var reply = await connection.SendAsync(HttpMethod.Delete, $"/networks/{name}", null, cancellationToken);
        if (reply.StatusCode != HttpStatusCode.NotFound && !await SaysAsync(reply, "is being used", "has associated containers", cancellationToken))
        {
            await EngineConnection.ThrowUnlessFineAsync(reply, cancellationToken);
        }
    }

    /// <summary>Nothing there is success. An engine refuses while containers are on it.</summary>
    public async Task RemoveNetworkAsync(string name, CancellationToken cancellationToken)
    {
        using var reply = await connection.SendAsync(HttpMethod.Delete, $"/networks/{name}", null, cancellationToken);
        if (reply.StatusCode != HttpStatusCode.NotFound)
        {
            await EngineConnection.ThrowUnlessFineAsync(reply, cancellationToken);
        }
    }

    /// <summary>A query value of the shape <c>{"key":["value", …]}</c>.</summary>
    public static string Filter(string key, params string[] values) =>
        Uri.EscapeDataString($"{{\"{key}\":[{string.Join(',', values.Select(value => $"\"{JsonEncodedText.Encode(value)}\""))}]}}");

    private async Task<bool> ActAsync(HttpMethod method, string path, TimeSpan extra, CancellationToken cancellationToken)
    {
        using var reply = await connection.SendAsync(method, path, null, extra, cancellationToken);
        if (reply.StatusCode == HttpStatusCode.Conflict || await IsNoContainerAsync(reply, cancellationToken))
        {
            return false;
        }

        await EngineConnection.ThrowUnlessFineAsync(reply, cancellationToken);
        return true;
    }

    /// <summary>Podman has one status for nearly everything: the sentence tells what it means.</summary>
    private static async Task<bool> SaysAsync(HttpResponseMessage reply, string one, string other, CancellationToken cancellationToken)
    {
        if (reply.StatusCode != HttpStatusCode.InternalServerError)
        {
            return false;
        }

        var text = await reply.Content.ReadAsStringAsync(cancellationToken);
        return text.Contains(one, StringComparison.Ordinal) || text.Contains(other, StringComparison.Ordinal);
    }

    /// <summary>A 404 can also mean that the container's network is missing, which is another matter.</summary>
    private static async Task<bool> IsNoContainerAsync(HttpResponseMessage reply, CancellationToken cancellationToken) =>
        reply.StatusCode == HttpStatusCode.NotFound
        && (await reply.Content.ReadAsStringAsync(cancellationToken)).Contains("no such container", StringComparison.OrdinalIgnoreCase);
}

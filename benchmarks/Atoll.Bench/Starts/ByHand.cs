using System.Text.Json.Nodes;
using Atoll.Core.Names;

namespace Atoll.Bench.Starts;

/// <summary>The same container as Atoll's, made with the engine's API and reached at its own address.</summary>
internal sealed class ByHand(EngineApi engine, JsonNode container, string user, string token)
{
    private const string Name = "atoll-bench-by-hand";

    /// <summary>The image that it runs.</summary>
    public string Image { get; } = container[nameof(Image)]!.GetValue<string>();

    /// <summary>From before the container is asked for until the server's first answer; nothing of it is left.</summary>
    public async Task<Sample> StartAsync(CancellationToken cancellationToken)
    {
        var watch = Watch.Start();
        var created = await engine.PostAsync($"containers/create?name={Name}", container, cancellationToken);
        var path = $"containers/{created!["Id"]}";
        try
        {
            await engine.PostAsync($"{path}/start", body: null, cancellationToken);
            using var client = Client(AddressOf(await engine.GetAsync($"{path}/json", cancellationToken)));
            var launched = watch.Seconds;
            await FirstAnswer.WaitAsync(client, UrlNames.ServerPrefix(user, ""), cancellationToken);
            return new Sample(watch.Seconds, watch.Cpu, launched);
        }
        finally
        {
            await engine.DeleteAsync($"{path}?force=1&v=1", CancellationToken.None);
        }
    }

    /// <summary>What makes the same container once more, for another user: what the engine says of one of Atoll's, with names exchanged.</summary>
    public static async Task<JsonNode> CopyAsync(
        EngineApi engine, string id, IReadOnlyDictionary<string, string> exchanged, CancellationToken cancellationToken)
    {
        var original = await engine.GetAsync($"containers/{id}/json", cancellationToken);
        var copy = original["Config"]!.DeepClone();
        copy["HostConfig"] = original["HostConfig"]!.DeepClone();
        // Atoll would take it away: it looks after everything with its labels.
        copy["Labels"] = new JsonObject();
        var text = exchanged.Aggregate(copy.ToJsonString(), (json, pair) => json.Replace(pair.Key, pair.Value, StringComparison.Ordinal));
        return JsonNode.Parse(text)!;
    }

    private static string AddressOf(JsonNode inspected) =>
        inspected["NetworkSettings"]!["Networks"]!.AsObject().Single().Value!["IPAddress"]!.GetValue<string>();

    // The same request as through the hub, which passes the token on.
    private HttpClient Client(string host)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri($"http://{host}:8888"),
        };
        client.DefaultRequestHeaders.Authorization = new("token", token);
        return client;
    }
}

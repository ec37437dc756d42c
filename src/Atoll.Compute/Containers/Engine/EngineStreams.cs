using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace Atoll.Compute.Containers.Engine;

/// <summary>The engine's answers that go on: events, logs, pulls.</summary>
internal sealed class EngineStreams(EngineConnection connection, TimeSpan patience)
{
    /// <summary>Events of containers with <paramref name="label"/> since a moment by the host's clock, until the connection ends.</summary>
    public IAsyncEnumerable<EngineEvent> EventsAsync(string label, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var micros = since.ToUnixTimeMilliseconds() * 1000 + since.Microsecond;
        var filters = Uri.EscapeDataString($"{{\"type\":[\"container\"],\"label\":[\"{label}\"]}}");
        var path = $"/events?since={micros / 1_000_000}.{micros % 1_000_000:000000}&filters={filters}";
        return LinesAsync(HttpMethod.Get, path, EngineJson.Default.EngineEvent, patience, cancellationToken);
    }

    /// <summary>A pull's progress. The engine may take its time before the first line, while it asks the registry.</summary>
    public IAsyncEnumerable<PullLine> PullAsync(ImageReference image, CancellationToken cancellationToken)
    {
        var path = $"/images/create?fromImage={Uri.EscapeDataString(image.Repository)}&tag={Uri.EscapeDataString(image.Tag)}";
        return LinesAsync(HttpMethod.Post, path, EngineJson.Default.PullLine, patience, cancellationToken);
    }

    /// <summary>The last <paramref name="lines"/> lines of a container; empty when it is gone.</summary>
    public async Task<IReadOnlyList<string>> LogsAsync(string id, int lines, CancellationToken cancellationToken)
    {
        // Podman, asked for the last lines, joins one that has no end yet to the one before it.
        var tail = await connection.KindAsync(cancellationToken) is EngineKind.Podman ? "all" : $"{lines}";
        var path = $"/containers/{id}/logs?stdout=1&stderr=1&tail={tail}";
        using var reply = await connection.OpenAsync(HttpMethod.Get, path, patience, cancellationToken);
        if (reply.StatusCode == HttpStatusCode.NotFound)
        {
            return [];
        }

        await EngineConnection.ThrowUnlessFineAsync(reply, cancellationToken);
        await using var body = await reply.Content.ReadAsStreamAsync(cancellationToken);
        try
        {
            return await LogFrames.ReadAsync(body, lines, cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw connection.Lost(e);
        }
    }

    private async IAsyncEnumerable<T> LinesAsync<T>(
        HttpMethod method, string path, JsonTypeInfo<T> type, TimeSpan wait, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reply = await connection.OpenAsync(method, path, wait, cancellationToken);
        await EngineConnection.ThrowUnlessFineAsync(reply, cancellationToken);
        using var reader = new StreamReader(await reply.Content.ReadAsStreamAsync(cancellationToken));
        while (await NextAsync(reader, cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                yield return EngineConnection.Parse(line, type);
            }
        }
    }

    private async Task<string?> NextAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw connection.Lost(e);
        }
    }
}

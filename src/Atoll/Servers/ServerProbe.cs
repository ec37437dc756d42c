using System.Collections.Concurrent;
using System.Net.Sockets;
using Atoll.Core.Lifecycles;
using Atoll.Core.Names;
using Atoll.Workloads;

namespace Atoll.Servers;

/// <summary>
/// Asks a booting server whether it answers: GET below its prefix, redirects not followed, any status below 500 (jupyterhub.md 1.10).
/// When it does not, the site is asked whether it still runs: once a second, and at once when the site itself reported a change.
/// </summary>
internal sealed class ServerProbe(HttpClient http, WorkloadRunner runner, TimeProvider time)
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, long> _looked = new();

    public async Task<ServerEvent> AskAsync(ServerRow row, CancellationToken cancellationToken)
    {
        var answer = await ClosedPort.IsAtAsync(row.Address, time, cancellationToken)
            ? Refused(row)
            : await GetAsync(row, cancellationToken);
        if (answer is Answered)
        {
            _looked.TryRemove(row.Id, out _);
            return answer;
        }

        if (!IsTimeToLook(row.Id))
        {
            return answer;
        }

        var seen = await runner.LookAsync(row.Site, row.Workload, row.StartNumber, cancellationToken);
        return seen is WorkloadSeen { Ended: false } ? answer : seen;
    }

    /// <summary>The site says that something happened to it: at the next ask, look.</summary>
    public void LookNext(long id) => _looked[id] = time.GetTimestamp() - (long)(_lookEvery.TotalSeconds * time.TimestampFrequency);

    private bool IsTimeToLook(long id)
    {
        var now = time.GetTimestamp();
        if (time.GetElapsedTime(_looked.GetOrAdd(id, now), now) < _lookEvery)
        {
            return false;
        }

        _looked[id] = now;
        return true;
    }

    private static NotAnswered Refused(ServerRow row) => new($"Connection refused ({row.Address}).", Refused: true);

    private async Task<ServerEvent> GetAsync(ServerRow row, CancellationToken cancellationToken)
    {
        var path = row.Plan?.ReadyPath ?? "";
        var url = $"http://{row.Address}{UrlNames.ServerPrefix(row.UserName, row.Name)}{path}";
        try
        {
            using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (int)response.StatusCode < 500
                ? new Answered()
                : new NotAnswered($"It answers with status {(int)response.StatusCode}.");
        }
        catch (HttpRequestException failure) when (failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return Refused(row);
        }
        catch (HttpRequestException failure)
        {
            return new NotAnswered(failure.Message);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new NotAnswered("It accepts connections but sends no answer.");
        }
    }
}

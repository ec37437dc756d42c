using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Atoll.Tests.Contract.Fuzz;

/// <summary>Sends requests to every endpoint and keeps what should not have come back.</summary>
internal sealed partial class FuzzRun(FuzzHub target, int seed, int perEndpoint)
{
    private const int Connections = 6;

    // Somebody who reads the report needs the kinds, not all of them.
    private const int MostOfAnEndpoint = 3;

    private readonly FuzzRequests _requests = new(seed, target.People);
    private readonly ConcurrentQueue<FuzzRequest> _open = new();
    private readonly ConcurrentBag<(FuzzRequest Request, string Fault)> _faults = [];
    private readonly ConcurrentDictionary<int, int> _statuses = new();

    /// <summary>How many answers had which status.</summary>
    public IReadOnlyDictionary<int, int> Statuses => _statuses;

    public async Task RunAsync(IReadOnlyList<HubEndpoint> endpoints)
    {
        // All endpoints in turn, so that they meet each other's effects.
        foreach (var number in Enumerable.Range(0, perEndpoint))
        {
            foreach (var endpoint in endpoints)
            {
                _open.Enqueue(_requests.Make(endpoint, number));
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ =>
            Task.Factory.StartNew(Send, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    /// <summary>What went wrong, a few of each endpoint, ready to be sent again by hand.</summary>
    public string Report() => string.Join("\n\n", _faults
        .GroupBy(fault => fault.Request.Endpoint.ToString())
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .SelectMany(group => group.OrderBy(fault => fault.Request.Number).Take(MostOfAnEndpoint)
            .Select(fault => $"{fault.Fault}\n  seed {seed}, {group.Count()} of this endpoint; {fault.Request}")));

    private void Send()
    {
        using var connection = new RawConnection(target.Hub.Settings.Port);
        while (_open.TryDequeue(out var request))
        {
            if (FaultOf(connection, request) is { } fault)
            {
                _faults.Add((request, fault));
            }
        }
    }

    private string? FaultOf(RawConnection connection, FuzzRequest request)
    {
        try
        {
            var (bytes, isHead) = (request.ToBytes(), request.Method == "HEAD");
            var answer = connection.Ask(bytes, isHead);
            // A connection that was kept may have been given up by the other side since.
            answer = answer.Status == 0 ? connection.Ask(bytes, isHead) : answer;
            _statuses.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
            return Judge(request, answer);
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException or FormatException)
        {
            return failure.Message;
        }
    }

    private string? Judge(FuzzRequest request, RawAnswer answer)
    {
        if (answer.Status == 0)
        {
            return request.IsLarge ? null : "The hub hung up.";
        }

        if (answer.Status >= 500 && !IsAskedFor(request, answer.Status))
        {
            return $"Status {answer.Status}: {answer.Text[..Math.Min(answer.Text.Length, 600)]}";
        }

        var leaked = target.Secrets.FirstOrDefault(secret => answer.Text.Contains(secret, StringComparison.Ordinal));
        return leaked is not null ? "A secret came back."
            : request.Sender is not Sender.Admin && answer.Text.Contains(FuzzHub.Canary, StringComparison.OrdinalIgnoreCase) ? "Another user's data came back."
            : null;
    }

    // The page for a proxy's errors answers with the status that it is asked to show.
    private static bool IsAskedFor(FuzzRequest request, int status) =>
        ErrorPage().Match(request.Target) is { Success: true } match && match.Groups["code"].Value == $"{status}";

    [GeneratedRegex(@"^/hub/error/(?<code>\d{3})(\?|$)")]
    private static partial Regex ErrorPage();
}

using System.Collections.Concurrent;
using Atoll.Differential.Corpus;
using Atoll.Differential.Hubs;

namespace Atoll.Differential.Answers;

/// <summary>Asks both hubs the same and keeps what they said.</summary>
internal sealed class Comparer(Side theirs, Side ours)
{
    // JupyterHub answers one request at a time; a few more keep it from waiting for us.
    private static readonly ParallelOptions Some = new() { MaxDegreeOfParallelism = 4 };

    private readonly Differ _differ = new(theirs, ours);
    private readonly ConcurrentQueue<Comparison> _done = new();

    private readonly ConcurrentDictionary<string, int> _titles = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _broken = new();

    public IReadOnlyCollection<Comparison> Done => _done;

    /// <summary>Scripts that did not come to their end, and why.</summary>
    public IReadOnlyCollection<string> Broken => _broken;

    public Side Theirs => theirs;

    public Side Ours => ours;

    public async Task<Comparison> AskAsync(Call call)
    {
        var their = call.AskAsync(theirs);
        var our = call.AskAsync(ours);
        var comparison = new Comparison(TitleOf(call), call, Endpoints.Of(call), await their, await our, _differ.Of(call, await their, await our));
        _done.Enqueue(comparison);
        return comparison;
    }

    /// <summary>All of them, in no order: none may change what another one asks for.</summary>
    public Task AskAllAsync(IEnumerable<Call> calls) => Parallel.ForEachAsync(calls, Some, async (call, _) => await AskAsync(call));

    /// <summary>All of them side by side, each in its own order. One that cannot go on does not end the others.</summary>
    public Task PlayAllAsync(IEnumerable<Func<Script, Task>> scripts) => Parallel.ForEachAsync(scripts, Some, async (script, _) =>
    {
        try
        {
            await script(new Script(this, Actors.Root));
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException or TimeoutException or TaskCanceledException)
        {
            _broken.Enqueue($"{script.Method.DeclaringType?.Name}.{script.Method.Name}: {e.Message}");
        }
    });

    /// <summary>What a script asks again is another request.</summary>
    private string TitleOf(Call call) => _titles.AddOrUpdate(call.Title, 1, (_, times) => times + 1) is > 1 and var times ? $"{call.Title}, time {times}" : call.Title;
}

namespace Atoll.Bench.Starts;

/// <summary>How much longer a server takes to start through Atoll than the same container by hand.</summary>
internal static class StartsPart
{
    public static async Task<Report> RunAsync(int runs, CancellationToken cancellationToken)
    {
        var before = Machine.Load();
        await using var bench = await StartsBench.PrepareAsync(cancellationToken);
        var done = new List<Repetition>(runs);
        while (done.Count < runs)
        {
            done.Add(await RepeatAsync(bench, handFirst: done.Count % 2 == 0, cancellationToken));
            await Console.Error.WriteLineAsync(StartsReport.Line(done.Count, done[^1]).AsMemory(), cancellationToken);
        }

        return StartsReport.Of(done, await bench.VersionsAsync(cancellationToken), $"{before} before, {Machine.Load()} after");
    }

    // In turns, so that neither way always meets what the other one left behind.
    private static async Task<Repetition> RepeatAsync(StartsBench bench, bool handFirst, CancellationToken cancellationToken)
    {
        var byHand = handFirst ? await bench.ByHand.StartAsync(cancellationToken) : null;
        var atoll = await bench.Atoll.StartAsync(cancellationToken);
        var clock = await bench.Atoll.ClockAsync(cancellationToken);
        await bench.Atoll.StopAsync(cancellationToken);
        return new Repetition { Atoll = atoll, Clock = clock, ByHand = byHand ?? await bench.ByHand.StartAsync(cancellationToken) };
    }
}

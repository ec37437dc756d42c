using System.Globalization;
using System.Text;

namespace Atoll.Bench.Starts;

/// <summary>What the repetitions come to, as Markdown.</summary>
internal static class StartsReport
{
    /// <summary>At most a tenth more than by hand.</summary>
    private const double Goal = 1.10;

    private static readonly (string Name, Func<Repetition, double> Seconds)[] _phases =
    [
        ("requested → placed", one => Between(one.Clock.Requested, one.Clock.Placed)),
        ("placed → prepared", one => Between(one.Clock.Placed, one.Clock.Prepared)),
        ("prepared → launched", one => Between(one.Clock.Prepared, one.Clock.Launched)),
        ("launched → ready", one => Between(one.Clock.Launched, one.Clock.Ready)),
        ("by hand: create, start, look up the address", one => one.ByHand.Launched),
        ("by hand: until the first answer", one => one.ByHand.Seconds - one.ByHand.Launched),
    ];

    public static Report Of(IReadOnlyList<Repetition> all, string versions, string load)
    {
        var ratio = all.Select(one => one.Atoll.Seconds).Median() / all.Select(one => one.ByHand.Seconds).Median();
        var met = ratio <= Goal;
        var text = new StringBuilder()
            .AppendLine("## starts: from Start to the server's first answer")
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Goal: at most {Figures.Ratio(Goal)} times by hand. **{Figures.Ratio(ratio)}: {(met ? "met" : "not met")}** (ratio of the medians; median of the single ratios {Figures.Ratio(all.Select(one => one.Ratio).Median())}).")
            .AppendLine();
        Repetitions(text, all, ratio);
        Phases(text, all);
        text.AppendLine(CultureInfo.InvariantCulture, $"Machine: {Machine.Describe()}. {versions}. Load average: {load}.");
        return new Report(text.ToString(), met);
    }

    /// <summary>One repetition, for who watches.</summary>
    public static string Line(int number, Repetition one) =>
        $"{number,3}  by hand {Figures.Seconds(one.ByHand.Seconds)} s, Atoll {Figures.Seconds(one.Atoll.Seconds)} s, ratio {Figures.Ratio(one.Ratio)}, load {Machine.Load()}";

    private static void Repetitions(StringBuilder text, IReadOnlyList<Repetition> all, double ratio)
    {
        double[] hand = [.. all.Select(one => one.ByHand.Seconds)], atoll = [.. all.Select(one => one.Atoll.Seconds)];
        text.AppendLine("| | by hand, s | Atoll, s | ratio | CPU by hand, s | CPU Atoll, s |").AppendLine("|---|---|---|---|---|---|");
        foreach (var (index, one) in all.Index())
        {
            Row(text, $"{index + 1}", Figures.Seconds(one.ByHand.Seconds), Figures.Seconds(one.Atoll.Seconds), Figures.Ratio(one.Ratio),
                Figures.Seconds(one.ByHand.Cpu), Figures.Seconds(one.Atoll.Cpu));
        }

        Row(text, "**median**", Figures.Seconds(hand.Median()), Figures.Seconds(atoll.Median()), $"**{Figures.Ratio(ratio)}**",
            Figures.Seconds(all.Select(one => one.ByHand.Cpu).Median()), Figures.Seconds(all.Select(one => one.Atoll.Cpu).Median()));
        Row(text, "spread", Figures.Range(hand, Figures.Seconds), Figures.Range(atoll, Figures.Seconds),
            Figures.Range([.. all.Select(one => one.Ratio)], Figures.Ratio), "", "");
        text.AppendLine();
    }

    private static void Phases(StringBuilder text, IReadOnlyList<Repetition> all)
    {
        text.AppendLine("| phase, Atoll's as the hub noted them | median, s | spread |").AppendLine("|---|---|---|");
        foreach (var (name, seconds) in _phases)
        {
            double[] spent = [.. all.Select(seconds)];
            Row(text, name, Figures.Seconds(spent.Median()), Figures.Range(spent, Figures.Seconds));
        }

        text.AppendLine();
    }

    private static double Between(DateTimeOffset? from, DateTimeOffset? to) => (to!.Value - from!.Value).TotalSeconds;

    private static void Row(StringBuilder text, params IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");
}

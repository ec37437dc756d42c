using System.Globalization;
using System.Text;

namespace Atoll.Bench.Pages;

/// <summary>What the waits come to, as Markdown.</summary>
internal static class PagesReport
{
    private const double GoalMilliseconds = 50;

    public static Report Of(Dictionary<string, List<double>> waits, int people)
    {
        var worst = waits.Values.Max(all => At(all, 0.99));
        var met = worst <= GoalMilliseconds;
        var text = new StringBuilder()
            .AppendLine("## pages: from the request to the first byte")
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Goal: 99 of 100 within {GoalMilliseconds:0} ms on a hub with {people} people. **{worst:0.0} ms at the slowest page: {(met ? "met" : "not met")}**.")
            .AppendLine()
            .AppendLine("| page | p50, ms | p99, ms | slowest, ms | requests |")
            .AppendLine("|---|---|---|---|---|");
        foreach (var (page, all) in waits)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {page} | {At(all, 0.5):0.0} | {At(all, 0.99):0.0} | {all.Max():0.0} | {all.Count} |");
        }

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Machine: {Machine.Describe()}. Load average: {Machine.Load()} after.");
        return new Report(text.ToString(), met);
    }

    // The smallest wait that this share of all requests did not exceed.
    private static double At(List<double> all, double share)
    {
        double[] sorted = [.. all.Order()];
        return sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}

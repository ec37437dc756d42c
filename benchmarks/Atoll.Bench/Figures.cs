using System.Globalization;

namespace Atoll.Bench;

/// <summary>Sums of measurements, and how they are written.</summary>
internal static class Figures
{
    /// <summary>The middle one, or the mean of the middle two.</summary>
    public static double Median(this IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    public static string Seconds(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    public static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>The smallest and the largest.</summary>
    public static string Range(IReadOnlyCollection<double> values, Func<double, string> written) =>
        $"{written(values.Min())}-{written(values.Max())}";
}

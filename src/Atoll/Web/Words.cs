using System.Globalization;

namespace Atoll.Web;

/// <summary>How durations, times and amounts are said to people. Pure.</summary>
internal static class Words
{
    private const double Kilo = 1024;
    private const double Mega = Kilo * 1024;
    private const double Giga = Mega * 1024;

    /// <summary>"3 minutes ago", "in 2 hours", "just now"; the date when it is more than 30 days away.</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now)
    {
        var distance = (now - at).Duration();
        if (distance > TimeSpan.FromDays(30))
        {
            return at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        }

        if (distance < TimeSpan.FromSeconds(10))
        {
            return "just now";
        }

        return at <= now ? $"{Rounded(distance)} ago" : $"in {Rounded(distance)}";
    }

    /// <summary>The exact time, for a tooltip.</summary>
    public static string Exact(DateTimeOffset at) =>
        at.UtcDateTime.ToString("d MMMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>One unit, whole, rounded down: "45 seconds", "1 hour".</summary>
    public static string Rounded(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => Count((long)span.TotalSeconds, "second"),
        { TotalHours: < 1 } => Count((long)span.TotalMinutes, "minute"),
        { TotalDays: < 1 } => Count((long)span.TotalHours, "hour"),
        _ => Count((long)span.TotalDays, "day"),
    };

    /// <summary>A setting's length, nothing rounded away down to the minute: "1 hour 30 minutes".</summary>
    public static string Length(TimeSpan span)
    {
        var hours = (long)span.TotalHours;
        return (hours, span.Minutes) switch
        {
            (0, 0) => Rounded(span),
            (0, var minutes) => Count(minutes, "minute"),
            (_, 0) => Count(hours, "hour"),
            (_, var minutes) => $"{Count(hours, "hour")} {Count(minutes, "minute")}",
        };
    }

    /// <summary>How long to wait, never too short: "30 seconds", "2 minutes".</summary>
    public static string Wait(TimeSpan span) => span.TotalSeconds <= 90
        ? Count(Math.Max(1, (long)Math.Ceiling(span.TotalSeconds)), "second")
        : Count((long)Math.Ceiling(span.TotalMinutes), "minute");

    /// <summary>A step's own clock: "6 s", "1 min 05 s". The script counts on in the same form.</summary>
    public static string Short(TimeSpan span)
    {
        var seconds = Math.Max(0, (long)span.TotalSeconds);
        return seconds < 60 ? $"{seconds} s" : $"{seconds / 60} min {seconds % 60:00} s";
    }

    /// <summary>The whole start's clock: "0:07", "1:02:03". The script counts on in the same form.</summary>
    public static string Clock(TimeSpan span)
    {
        var seconds = Math.Max(0, (long)span.TotalSeconds);
        return seconds < 3600
            ? $"{seconds / 60}:{seconds % 60:00}"
            : $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}";
    }

    /// <summary>What usually happens: "usually 4–9 s", "usually 6 s".</summary>
    public static string Usually(TimeSpan low, TimeSpan high)
    {
        var from = (long)Math.Floor(low.TotalSeconds);
        var to = (long)Math.Ceiling(high.TotalSeconds);
        if (to >= 120)
        {
            (from, to) = (from / 60, (to + 59) / 60);
            return from == to ? $"usually {to} min" : $"usually {from}–{to} min";
        }

        return from == to ? $"usually {to} s" : $"usually {from}–{to} s";
    }

    /// <summary>Bytes in GB of 1024³, as memory and disks are configured: "2 GB", "3.2 GB", "512 MB".</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < (long)Mega => Amount(bytes / Kilo, "0", "KB"),
        < (long)(Giga * 0.95) => Amount(bytes / Mega, "0", "MB"),
        _ => Amount(bytes / Giga, "0.#", "GB"),
    };

    /// <summary>An amount against its limit, the unit said once when it is the same: "3.2 of 10 GB", "300 MB of 2 GB".</summary>
    public static string Of(long used, long limit)
    {
        var (a, b) = (Bytes(used), Bytes(limit));
        return a[^2..] == b[^2..] ? $"{a[..^3]} of {b}" : $"{a} of {b}";
    }

    /// <summary>"1 CPU", "0.5 CPU", "4 CPUs".</summary>
    public static string Cpus(double count) =>
        count.ToString("0.##", CultureInfo.InvariantCulture) + (count > 1 ? " CPUs" : " CPU");

    /// <summary>A place in the queue, 1 being next.</summary>
    public static string Queue(int place) => place <= 1
        ? "You are next in the queue."
        : $"You are number {place.ToString(CultureInfo.InvariantCulture)} in the queue.";

    /// <summary>The file or folder a URL of a server leads to ("…/analysis.ipynb"); null when it leads to no one thing.</summary>
    public static string? Destination(string? url)
    {
        var path = (url ?? "").Split('?', '#')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindIndex(path, segment => segment is "tree" or "notebooks" or "edit" or "doc");
        return at < 2 || at == path.Length - 1 ? null : "…/" + Uri.UnescapeDataString(path[^1]);
    }

    private static string Count(long count, string unit) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + unit + (count == 1 ? "" : "s");

    private static string Amount(double amount, string format, string unit) =>
        amount.ToString(format, CultureInfo.InvariantCulture) + " " + unit;
}

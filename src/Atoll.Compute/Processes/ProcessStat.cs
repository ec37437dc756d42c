using System.Globalization;

namespace Atoll.Compute.Processes;

/// <summary>What <c>/proc/PID/stat</c> says that matters here.</summary>
internal sealed record ProcessStat(char State, int Session, long StartTicks)
{
    /// <summary>It has ended and nobody has collected it yet.</summary>
    public bool IsDead => State is 'Z' or 'X';

    /// <summary>Fields are separated by blanks, but the second, the name in parentheses, may hold any character.</summary>
    public static ProcessStat Parse(string line)
    {
        // From the state on, which is the third: the session is the sixth, the start time the twenty-second.
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return new(fields[0][0], int.Parse(fields[3], CultureInfo.InvariantCulture), long.Parse(fields[19], CultureInfo.InvariantCulture));
    }
}

namespace Atoll.Bench.Starts;

/// <summary>Time and this process's CPU time since a moment.</summary>
internal sealed class Watch
{
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly TimeSpan _cpu = Environment.CpuUsage.TotalTime;

    private Watch()
    {
    }

    public double Seconds => TimeProvider.System.GetElapsedTime(_began).TotalSeconds;

    public double Cpu => (Environment.CpuUsage.TotalTime - _cpu).TotalSeconds;

    public static Watch Start() => new();
}

using Atoll.Servers;

namespace Atoll.Bench.Starts;

/// <summary>One start of each way, in seconds.</summary>
internal sealed record Repetition
{
    public required Sample ByHand { get; init; }

    public required Sample Atoll { get; init; }

    /// <summary>What the hub noted of its start.</summary>
    public required StartRow Clock { get; init; }

    public double Ratio => Atoll.Seconds / ByHand.Seconds;
}

/// <summary>One start.</summary>
/// <param name="Seconds">From Start to the first answer.</param>
/// <param name="Cpu">CPU seconds of this process meanwhile: who asks is in it both times, the hub's work only once.</param>
/// <param name="Launched">Seconds of it until the container runs and its address is known.</param>
internal sealed record Sample(double Seconds, double Cpu, double Launched);

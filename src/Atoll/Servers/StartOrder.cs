using Atoll.Core.Lifecycles;
using Atoll.Web;

namespace Atoll.Servers;

/// <summary>A start as it is asked for.</summary>
/// <param name="UserId">Whose server.</param>
/// <param name="Name">Which one; empty for the default server.</param>
/// <param name="Site">Where it runs.</param>
/// <param name="Choice">What.</param>
internal sealed record StartOrder(long UserId, string Name, string Site, StartChoice Choice)
{
    /// <summary>What pages shall call it; null to leave that as it is.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What is applied to the row: a start, or a restart.</summary>
    public ServerEvent Request { get; init; } = new StartRequested();
}

/// <summary>What a start was asked with.</summary>
/// <param name="Plan">What it comes to.</param>
/// <param name="UserOptions">The whole JSON object, as given.</param>
internal sealed record StartChoice(ServerPlan Plan, string UserOptions);

/// <summary>What came of asking: one of the three.</summary>
internal sealed record StartOutcome
{
    /// <summary>It was asked for, or is under way anyway.</summary>
    public ServerRow? Row { get; init; }

    /// <summary>What has to be chosen otherwise.</summary>
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>Not now.</summary>
    public StartRefusal? Refusal { get; init; }
}

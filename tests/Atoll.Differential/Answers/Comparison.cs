namespace Atoll.Differential.Answers;

/// <summary>A request and what both hubs made of it. No other one of a run has its title.</summary>
internal sealed record Comparison(string Title, Call Call, string? Endpoint, Answer Theirs, Answer Ours, IReadOnlyList<Difference> Differences)
{
    /// <summary>What it belongs to in reports: an endpoint, or what there is beside.</summary>
    public string Group => Endpoint ?? (Call.IsApi ? "no endpoint" : "pages");

    public bool BothSucceed => Theirs.IsSuccess && Ours.IsSuccess;
}

namespace Atoll.Accounts.Groups;

/// <summary>A group as stored.</summary>
internal sealed record GroupRow
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>A JSON object, the operators' own.</summary>
    public string Properties { get; init; } = "{}";
}

namespace Atoll.Accounts.Services;

/// <summary>A program that asks the hub, or that people sign in to through it, as stored (jupyterhub.md 1.14).</summary>
internal sealed record ServiceRow
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Has the role <c>admin</c>.</summary>
    public bool Admin { get; init; }

    /// <summary>Where it answers; null when it only asks.</summary>
    public string? Url { get; init; }

    /// <summary>Listed in the menu.</summary>
    public bool Display { get; init; } = true;

    /// <summary>A JSON object.</summary>
    public string Info { get; init; } = "{}";

    /// <summary>The configuration says it, so that the API may not delete it.</summary>
    public bool Configured { get; init; }
}

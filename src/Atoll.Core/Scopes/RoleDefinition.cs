namespace Atoll.Core.Scopes;

/// <summary>A role as an operator defines it, and who has it. What is absent for one of the hub's own roles stays as it is there.</summary>
public sealed record RoleDefinition
{
    /// <summary>3 to 255 characters: lower-case letters, digits and <c>-_~.</c>, a letter first and a letter or digit last.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Its scopes.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Users who have it.</summary>
    public IReadOnlyList<string>? Users { get; init; }

    /// <summary>Groups whose members have it.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Services that have it.</summary>
    public IReadOnlyList<string>? Services { get; init; }
}

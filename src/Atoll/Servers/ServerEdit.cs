using System.Text.Json.Nodes;

namespace Atoll.Servers;

/// <summary>What shall be different about a server that does not run. Null: as it is.</summary>
internal sealed record ServerEdit
{
    /// <summary>Its name, and with it its address.</summary>
    public string? Name { get; init; }

    /// <summary>What pages call it.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What its next start is asked with, if that says nothing itself.</summary>
    public JsonObject? UserOptions { get; init; }
}

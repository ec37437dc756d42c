namespace Atoll.Client;

/// <summary>Leave for a person or a group to use a server (jupyterhub.md 1.2 Shares).</summary>
public sealed record ShareModel
{
    /// <summary>What is shared.</summary>
    public required SharedServerModel Server { get; init; }

    /// <summary>What it allows, each limited to the server.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>With whom; null when it is a group.</summary>
    public NamedModel? User { get; init; }

    /// <summary>With which group; null when it is a person.</summary>
    public NamedModel? Group { get; init; }

    /// <summary><c>user</c> or <c>group</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>When it was first shared with them.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>An invitation to use a server, without its code.</summary>
public record ShareCodeModel
{
    /// <summary>What is shared with whoever accepts.</summary>
    public required SharedServerModel Server { get; init; }

    /// <summary>What it allows, each limited to the server.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary><c>sc_</c> and a number.</summary>
    public required string Id { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when it can be accepted.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How often it was accepted.</summary>
    public required long ExchangeCount { get; init; }

    /// <summary>When it was last accepted; null when never.</summary>
    public DateTimeOffset? LastExchangedAt { get; init; }
}

/// <summary>A new invitation: the only answer with its code in it.</summary>
public sealed record NewShareCodeModel : ShareCodeModel
{
    /// <summary>The code.</summary>
    public required string Code { get; init; }

    /// <summary>The path of the page where it is accepted.</summary>
    public required string AcceptUrl { get; init; }

    /// <summary>The same with host; null unless the hub knows its public address.</summary>
    public string? FullAcceptUrl { get; init; }
}

/// <summary>The little of a server that those see with whom it is shared.</summary>
public sealed record SharedServerModel
{
    /// <summary>Its owner.</summary>
    public required NamedModel User { get; init; }

    /// <summary>Its name; empty for the default server.</summary>
    public required string Name { get; init; }

    /// <summary>The path at which it is reached.</summary>
    public required string Url { get; init; }

    /// <summary>The same with host; null unless the hub knows its public address.</summary>
    public string? FullUrl { get; init; }

    /// <summary>It can be used now.</summary>
    public required bool Ready { get; init; }
}

/// <summary>Somebody or something of which only the name is told.</summary>
/// <param name="Name">The name.</param>
public sealed record NamedModel(string Name);

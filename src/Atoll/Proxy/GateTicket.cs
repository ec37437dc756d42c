namespace Atoll.Proxy;

/// <summary>What a gate cookie says.</summary>
internal sealed record GateTicket
{
    /// <summary>The one resource it opens.</summary>
    public required string Resource { get; init; }

    public required Subject Subject { get; init; }

    /// <summary>When the hub vouched for the subject. Renewals keep it, so that a revocation cannot be outrun by one.</summary>
    public required DateTimeOffset Issued { get; init; }

    /// <summary>When the proxy last renewed it; its lifetime counts from here.</summary>
    public required DateTimeOffset Renewed { get; init; }

    /// <summary>When the session ends: no renewal leads past it.</summary>
    public required DateTimeOffset SessionEnds { get; init; }

    /// <summary>The resource is not the subject's own. The proxy does not renew it by itself: the hub is asked whether they may still.</summary>
    public bool IsGuest { get; init; }

    public Passage ToPassage() => new(Resource, Subject, Issued);
}

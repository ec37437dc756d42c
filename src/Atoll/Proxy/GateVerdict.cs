namespace Atoll.Proxy;

/// <summary>What the gate says to one request.</summary>
internal abstract record GateVerdict
{
    private GateVerdict()
    {
    }

    /// <summary>Forward it.</summary>
    /// <param name="Passage">Under what it passes.</param>
    /// <param name="Ticket">The cookie's ticket, to be renewed; null when a token or the target decides.</param>
    /// <param name="ByToken">True when the Authorization header was Atoll's and has done its work.</param>
    public sealed record Pass(Passage Passage, GateTicket? Ticket = null, bool ByToken = false) : GateVerdict;

    /// <summary>Send the browser to the hub, which signs it in and sends it back.</summary>
    public sealed record Enter : GateVerdict;

    /// <summary>Answer the preflight: this origin may.</summary>
    public sealed record AllowPreflight(string Origin) : GateVerdict;

    /// <summary>Answer with an error.</summary>
    public sealed record Refuse(int Status, string Message) : GateVerdict;
}

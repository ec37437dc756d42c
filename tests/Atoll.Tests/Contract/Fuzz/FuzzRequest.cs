using System.Text;

namespace Atoll.Tests.Contract.Fuzz;

/// <summary>Who sends a request.</summary>
internal enum Sender
{
    /// <summary>Nobody, or with credentials that are none.</summary>
    Nobody,

    /// <summary>A person without any rights beyond their own, by token or browser.</summary>
    Mallory,

    /// <summary>An administrator: gets into every handler.</summary>
    Admin,
}

/// <summary>A request as bytes, one per character.</summary>
internal sealed record FuzzRequest(HubEndpoint Endpoint, int Number, Sender Sender, string Method, string Target, IReadOnlyList<string> Headers, string? Body)
{
    /// <summary>The body is in chunks, as it stands: its length is not told.</summary>
    public bool IsChunked { get; init; }

    /// <summary>The web server refuses so much, and may hang up while it is still being sent.</summary>
    public bool IsLarge => Headers.Sum(line => line.Length) + Target.Length > 7_000;

    public byte[] ToBytes()
    {
        var text = new StringBuilder($"{Method} {Target} HTTP/1.1\r\n").AppendJoin("", Headers.Select(line => line + "\r\n"));
        if (Body is not null)
        {
            text.Append(IsChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {Body.Length}").Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(text.Append("\r\n").Append(Body).ToString());
    }

    public override string ToString() => $"{Endpoint} #{Number} by {Sender}: {Shown(Encoding.Latin1.GetString(ToBytes()))}";

    private static string Shown(string text)
    {
        var escaped = string.Concat(text.Select(one => one is '\r' or '\n' or (>= ' ' and <= '~') ? $"{one}" : $"\\x{(int)one:x2}"));
        return escaped.Length > 1500 ? $"{escaped[..1500]}... ({escaped.Length} characters)" : escaped;
    }
}

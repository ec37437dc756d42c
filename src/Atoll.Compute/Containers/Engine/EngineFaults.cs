using System.Net;
using System.Net.Sockets;

namespace Atoll.Compute.Containers.Engine;

/// <summary>Turns what an engine says into what callers decide on. Engines have few status codes, so the sentence counts too.</summary>
internal static class EngineFaults
{
    private static readonly string[] Full = ["no space left on device", "disk quota exceeded"];
    private static readonly string[] NoImage = ["no such image", "manifest unknown", "pull access denied", "repository does not exist", "manifest for "];
    private static readonly string[] Gone = ["containerd.sock", "ttrpc: closed", "transport is closing"];

    private static readonly string[] Passing =
    [
        "context deadline exceeded", "i/o timeout", "timed out", "device or resource busy", "is already in progress",
        "dial tcp", "tls handshake timeout", "connection reset by peer", "too many requests", "unexpected eof",
        "by ID with more than one tag",
    ];

    /// <summary>An answer of the engine that is no success.</summary>
    public static SiteException From(HttpStatusCode status, string message) => new(Kind(status, message), message);

    public static SiteException Away(string socket, Exception? inner) =>
        new(SiteFault.Away, $"The container engine at {socket} does not answer: {Reason(inner)}", inner);

    public static SiteException Slow(string socket, TimeSpan waited, Exception inner) =>
        new(SiteFault.Busy, $"The container engine at {socket} did not answer within {waited.TotalSeconds:0} s.", inner);

    // For a path the system's own words speak of addresses.
    private static string Reason(Exception? inner) => (inner as SocketException ?? inner?.InnerException as SocketException)?.SocketErrorCode switch
    {
        SocketError.AddressNotAvailable => "there is no such socket",
        SocketError.AccessDenied => "this user may not use it. Run the hub as root, or let its user use the socket (often: group docker).",
        SocketError.ConnectionRefused => "nobody listens there",
        _ => inner?.Message ?? "it closed the connection",
    };

    private static SiteFault Kind(HttpStatusCode status, string message)
    {
        bool Says(string[] phrases) => phrases.Any(phrase => message.Contains(phrase, StringComparison.OrdinalIgnoreCase));

        return Says(Full) ? SiteFault.NoSpace
            : Says(NoImage) ? SiteFault.ImageMissing
            : Says(Gone) ? SiteFault.Away
            : IsPassing(status) || Says(Passing) || LacksNetwork(status, message) ? SiteFault.Busy
            : SiteFault.Refused;
    }

    /// <summary>Somebody removed it under us: it is made again at the next try.</summary>
    private static bool LacksNetwork(HttpStatusCode status, string message) =>
        status == HttpStatusCode.NotFound && message.Contains("network", StringComparison.OrdinalIgnoreCase);

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
}

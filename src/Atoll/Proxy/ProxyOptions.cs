namespace Atoll.Proxy;

/// <summary>What the composition root hands the proxy. The proxy reads no configuration of its own.</summary>
internal sealed class ProxyOptions
{
    public const int KeyLength = 32;

    /// <summary>Signs gate cookies; exactly 32 random bytes, the same for every proxy and hub of one installation.</summary>
    public required byte[] GateKey { get; init; }

    /// <summary>Where a navigation without a valid cookie is sent, with <c>?next=</c>. Default <c>/hub/enter</c>.</summary>
    public string EnterPath { get; init; } = "/hub/enter";

    /// <summary>Writes the page people see when a target is down (503) or silent (504). Default: the JSON that programs get.</summary>
    public Func<HttpContext, int, Task>? ErrorPage { get; init; }

    /// <summary>How long to try to connect to a target. Default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a gate cookie is good for by itself unless renewed; after that the hub is asked about its session. Default 5 minutes.
    /// A revocation need be remembered no longer than this.
    /// </summary>
    public TimeSpan CookieLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A cookie older than this is renewed on the next response. Default 1 minute.</summary>
    public TimeSpan RenewAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long uploads, downloads and streams may go on once the program is told to stop. Default 3 s.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(3);
}

using System.Net.Sockets;
using Atoll.Platform.Database;

namespace Atoll;

/// <summary>Finds the container engine's socket: the configured one, <c>DOCKER_HOST</c>'s, the one that <c>./run</c> starts, the system's Docker, its Podman.</summary>
internal static class EngineSocket
{
    private const string OwnEngine = "/run/atoll-engine/docker.sock";
    private const string SystemEngine = "/var/run/docker.sock";
    private const string Podman = "/run/podman/podman.sock";
    private const string UnixScheme = "unix://";

    // The engine that runs this hub's servers is the one to wait for when none answers.
    private const string LastKey = "engine_socket";

    /// <summary>The configured socket, else the first that somebody listens on, else the one that <c>./run</c> would start.</summary>
    public static string Find(string configured) => configured.Length > 0 ? configured : Candidates().FirstOrDefault(Answers) ?? OwnEngine;

    /// <summary>The same for a hub that has run before: when no engine answers, the last one's, whose socket is gone while it is stopped.</summary>
    public static async Task<string> FindAsync(string configured, HubDatabase database, CancellationToken cancellationToken) =>
        configured.Length > 0 ? configured : await FindAsync([.. Candidates()], database, cancellationToken) ?? OwnEngine;

    /// <summary>The one of these to use, or to wait for; null when none answers and none ever did.</summary>
    internal static async Task<string?> FindAsync(IReadOnlyList<string> candidates, HubDatabase database, CancellationToken cancellationToken)
    {
        var last = await SettingsStore.FindAsync(database, LastKey, cancellationToken);
        var found = last is not null && Answers(last) ? last : candidates.FirstOrDefault(Answers);
        if (found is not null && found != last)
        {
            await SettingsStore.SetAsync(database, LastKey, found, cancellationToken);
        }

        return found ?? last;
    }

    /// <summary>Whether somebody listens there.</summary>
    public static bool Answers(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Candidates()
    {
        var fromEnvironment = Environment.GetEnvironmentVariable("DOCKER_HOST") ?? "";
        if (fromEnvironment.StartsWith(UnixScheme, StringComparison.Ordinal))
        {
            yield return fromEnvironment[UnixScheme.Length..];
        }

        yield return OwnEngine;
        yield return SystemEngine;
        yield return Podman;
    }
}

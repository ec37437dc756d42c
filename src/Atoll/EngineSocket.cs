using System.Net.Sockets;

namespace Atoll;

/// <summary>Finds the container engine's socket: the configured one, <c>DOCKER_HOST</c>'s, the one that <c>./run</c> starts, the system's.</summary>
internal static class EngineSocket
{
    private const string OwnEngine = "/run/atoll-engine/docker.sock";
    private const string SystemEngine = "/var/run/docker.sock";
    private const string UnixScheme = "unix://";

    /// <summary>The configured socket, else the first that somebody listens on, else the one that <c>./run</c> would start.</summary>
    public static string Find(string configured)
    {
        if (configured.Length > 0)
        {
            return configured;
        }

        return Candidates().FirstOrDefault(Answers) ?? OwnEngine;
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
    }
}

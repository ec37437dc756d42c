using System.Net.Sockets;

namespace Atoll.Commands;

/// <summary>The service manager that started the hub, if one did and wants to know when it is ready (systemd's <c>Type=notify</c>).</summary>
internal static class ServiceManager
{
    /// <summary>The environment variable with the manager's socket: a path, or <c>@</c> and an abstract name.</summary>
    public const string Variable = "NOTIFY_SOCKET";

    /// <summary>Tells it that the hub serves.</summary>
    /// <exception cref="CommandException">It cannot be told, and would end the hub a little later without saying why.</exception>
    public static void TellReady(string? address)
    {
        if (string.IsNullOrEmpty(address))
        {
            return;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo("READY=1"u8, new UnixDomainSocketEndPoint(address[0] == '@' ? '\0' + address[1..] : address));
        }
        catch (SocketException failure)
        {
            throw new CommandException($"The service manager at {Variable}={address} cannot be told that the hub is ready: {failure.Message}.");
        }
    }
}

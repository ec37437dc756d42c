using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Atoll;

/// <summary>The three places the hub listens on: for people, for servers on their own network, for the command line on this machine.</summary>
internal static class Listeners
{
    // linux/in.h; .NET has no name for it.
    private const int SolIp = 0;
    private const int IpFreebind = 15;

    public static void Configure(KestrelServerOptions kestrel, AtollSettings settings, HubBoot boot)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(IPAddress.Parse(settings.Ip), settings.Port);
        if (boot.ServersListener is { } servers)
        {
            kestrel.Listen(servers);
        }

        File.Delete(settings.Data.Socket);
        kestrel.ListenUnixSocket(settings.Data.Socket);
    }

    /// <summary>Binds one of them, before anybody can connect to it.</summary>
    public static Socket Bind(EndPoint endPoint, HubBoot boot)
    {
        if (endPoint.Equals(boot.ServersListener))
        {
            return BindAhead(endPoint);
        }

        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        if (endPoint is UnixDomainSocketEndPoint file)
        {
            // Its mode is the access check of the command line, so it must be right before the socket listens.
            File.SetUnixFileMode(file.ToString(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return socket;
    }

    /// <summary>Whether a request came in on the servers' network.</summary>
    public static bool IsFromServers(ConnectionInfo connection, HubBoot boot) =>
        boot.ServersListener is { } listener
        && connection.LocalPort == listener.Port
        && listener.Address.Equals(connection.LocalIpAddress?.MapToIPv4());

    /// <summary>Whether a request came in on the command line's socket: such a connection has no IP address.</summary>
    public static bool IsFromCommandLine(ConnectionInfo connection) => connection.LocalIpAddress is null;

    // Even while the servers' network is not there: the engine may be away when the hub starts.
    private static Socket BindAhead(EndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetRawSocketOption(SolIp, IpFreebind, BitConverter.GetBytes(1));
        socket.Bind(endPoint);
        return socket;
    }
}

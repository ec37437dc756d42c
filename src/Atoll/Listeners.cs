using System.Net;
using System.Net.Sockets;
using Atoll.Transport;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Atoll;

/// <summary>The places the hub listens on: for people (and plain http that is sent on to https), for servers on their own network, for the command line on this machine.</summary>
internal static class Listeners
{
    // linux/in.h; .NET has no name for it.
    private const int SolIp = 0;
    private const int IpFreebind = 15;

    public static void Configure(KestrelServerOptions kestrel, AtollSettings settings, HubBoot boot)
    {
        kestrel.AddServerHeader = false;
        // Over HTTP/2 each open kernel and terminal is a stream, and a browser has one connection for all of them.
        kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
        var ip = IPAddress.Parse(settings.Ip);
        var https = settings.Options.Https;
        kestrel.Listen(ip, settings.Port, listen => Secure(listen, https));
        if (https.RedirectPort > 0)
        {
            kestrel.Listen(ip, https.RedirectPort);
        }

        if (boot.ServersListener is { } servers)
        {
            kestrel.Listen(servers);
        }

        File.Delete(settings.Data.Socket);
        kestrel.ListenUnixSocket(settings.Data.Socket);
    }

    /// <summary>Whether a request came in where people's do.</summary>
    public static bool IsFromPeople(ConnectionInfo connection, HubBoot boot) =>
        !IsFromCommandLine(connection) && !IsFromServers(connection, boot);

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

    private static void Secure(ListenOptions listen, HttpsOptions https)
    {
        if (https.IsOn())
        {
            var certificates = listen.ApplicationServices.GetRequiredService<Certificates>();
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(certificates.ForConnection()) });
        }
    }

    // Even while the servers' network is not there: the engine may be away when the hub starts.
    private static Socket BindAhead(EndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetRawSocketOption(SolIp, IpFreebind, BitConverter.GetBytes(1));
        socket.Bind(endPoint);
        return socket;
    }
}

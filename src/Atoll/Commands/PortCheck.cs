using System.Net;
using System.Net.Sockets;

namespace Atoll.Commands;

/// <summary>Whether the hub can listen where it is to. Asked before the application starts, which would write pages about it.</summary>
internal static class PortCheck
{
    /// <exception cref="CommandException">An address is taken, or is none of this machine's.</exception>
    public static void Run(AtollSettings settings, HubBoot boot)
    {
        if (!IPAddress.TryParse(settings.Ip, out var ip))
        {
            throw new CommandException($"'{settings.Ip}' is no address. Use --ip 127.0.0.1 for this machine alone, --ip 0.0.0.0 for every network.");
        }

        Bind(new IPEndPoint(ip, settings.Port), boot, $"choose another: atoll up --port {settings.Port + 1}");
        if (settings.Options.Https.RedirectPort is > 0 and var plain)
        {
            if (plain == settings.Port)
            {
                throw new CommandException($"https.redirect_port and the hub's own port are both {plain}. Serve on another: atoll up --port 443");
            }

            Bind(new IPEndPoint(ip, plain), boot, "set another as https.redirect_port in the configuration");
        }

        if (boot.ServersListener is { } servers)
        {
            Bind(servers, boot, "set another as site.api_port in the configuration");
        }
    }

    private static void Bind(IPEndPoint endPoint, HubBoot boot, string remedy)
    {
        try
        {
            using var socket = Listeners.Bind(endPoint, boot);
            socket.Listen();
        }
        catch (SocketException failure)
        {
            throw new CommandException(failure.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse =>
                    $"Port {endPoint.Port} on {endPoint.Address} is taken by {PortHolder.Find(endPoint.Port) ?? "another program"}. Stop it, or {remedy}",
                SocketError.AccessDenied =>
                    $"Port {endPoint.Port} needs root: ports below 1024 are the system's. Run this as root, or choose another: atoll up --port 8000",
                SocketError.AddressNotAvailable =>
                    $"{endPoint.Address} is no address of this machine. Use --ip 127.0.0.1 for this machine alone, --ip 0.0.0.0 for every network.",
                _ => $"The hub cannot listen on {endPoint}: {failure.Message}.",
            });
        }
    }
}

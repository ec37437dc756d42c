using System.Net.Sockets;
using Atoll.Compute;
using Atoll.Compute.Containers;

namespace Atoll.TestKit;

/// <summary>Ends what a test's hub left on a site: its own instance's workloads and network, nothing else.</summary>
internal static class SiteCleaner
{
    public static async Task RemoveAllAsync(ISite site, string instance)
    {
        var left = await site.ListAsync(CancellationToken.None);
        await Task.WhenAll(left.Select(workload => site.DeleteAsync(workload.Id, TimeSpan.Zero, CancellationToken.None)));
        if (site is ContainerSite)
        {
            await RemoveNetworkAsync(instance);
        }
    }

    private static async Task RemoveNetworkAsync(string instance)
    {
        using var engine = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync });
        // 404 when no server was ever started: then there is no network.
        using var response = await engine.DeleteAsync(new Uri($"http://engine/v1.41/networks/atoll-{instance}"));
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(EngineSocket.Find("")), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}

using Microsoft.AspNetCore.Http.Features;

namespace Atoll.Proxy.Forwarding;

/// <summary>Follows what moves through an upgraded connection, in either direction, without looking into it.</summary>
internal sealed class MeteredUpgrade(IHttpUpgradeFeature inner, ActivityMeter.Traffic traffic) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public async Task<Stream> UpgradeAsync() => new MeteredStream(await inner.UpgradeAsync(), traffic);

    /// <summary>Takes the place of the server's feature for this request, if it may upgrade (HTTP/1) or extend a CONNECT (HTTP/2).</summary>
    public static void Install(HttpContext context, ActivityMeter.Traffic traffic)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
        {
            context.Features.Set<IHttpUpgradeFeature>(new MeteredUpgrade(upgrade, traffic));
        }

        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            context.Features.Set<IHttpExtendedConnectFeature>(new MeteredConnect(connect, traffic));
        }
    }

    private sealed class MeteredConnect(IHttpExtendedConnectFeature inner, ActivityMeter.Traffic traffic) : IHttpExtendedConnectFeature
    {
        public bool IsExtendedConnect => inner.IsExtendedConnect;

        public string? Protocol => inner.Protocol;

        public async ValueTask<Stream> AcceptAsync() => new MeteredStream(await inner.AcceptAsync(), traffic);
    }
}

using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Atoll.Proxy.Forwarding;

/// <summary>Sends an admitted request to its target and streams the answer back. The one place that knows with what.</summary>
internal sealed partial class Forwarder(
    IHttpForwarder yarp, GateCookies cookies, ActivityMeter meter, ProxyOptions options, ILogger<Forwarder> logger) : IDisposable
{
    // A kernel may compute, and a socket or event stream may be silent, for hours.
    private static readonly ForwarderRequestConfig Config = new()
    {
        ActivityTimeout = TimeSpan.FromHours(24),
        AllowResponseBuffering = false,
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
    };

    private readonly HttpMessageInvoker _client = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            ActivityHeadersPropagator = null,
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        },
        disposeHandler: true);

    public async Task<ForwardOutcome> SendAsync(HttpContext context, Route route, GateVerdict.Pass pass)
    {
        Unlimit(context);
        MeteredUpgrade.Install(context, meter.Follow(route.Resource));
        var transform = new HeaderTransform(route, pass, cookies);
        var error = await yarp.SendAsync(context, route.Target.AbsoluteUri, _client, Config, transform);
        if (error is ForwarderError.None)
        {
            NoteActivity(context, route);
            return ForwardOutcome.Done;
        }

        return Judge(context, route, error);
    }

    public void Dispose() => _client.Dispose();

    // Uploads are as large and as slow as they are: limits are the target's own.
    private static void Unlimit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } upload)
        {
            upload.MinDataRate = null;
        }

        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } download)
        {
            download.MinDataRate = null;
        }
    }

    private void NoteActivity(HttpContext context, Route route)
    {
        if (context.Response.StatusCode is >= 200 and < 300)
        {
            meter.Touch(route.Resource);
        }
    }

    private ForwardOutcome Judge(HttpContext context, Route route, ForwarderError error)
    {
        if (context.RequestAborted.IsCancellationRequested || error is ForwarderError.RequestBodyClient or ForwarderError.RequestBodyCanceled)
        {
            return ForwardOutcome.ClientGone;
        }

        var cause = context.GetForwarderErrorFeature()?.Exception;
        Log.TargetFailed(logger, route.Resource, error, cause?.GetBaseException().GetType().Name);
        return error is ForwarderError.RequestTimedOut ? ForwardOutcome.TimedOut : ForwardOutcome.Unreachable;
    }

    private static partial class Log
    {
        // Neither address nor message of the exception: either may quote the request.
        // Servers stop and break as their users please: no warning to the operator.
        [LoggerMessage(1, LogLevel.Information, "The target of {Resource} failed: {Error} ({Cause})")]
        public static partial void TargetFailed(ILogger logger, string resource, ForwarderError error, string? cause);
    }
}

/// <summary>How forwarding ended.</summary>
internal enum ForwardOutcome
{
    /// <summary>The target's answer was passed on, whatever it was.</summary>
    Done,

    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    /// <summary>The target did not answer in time.</summary>
    TimedOut,

    /// <summary>The client left, or was cut off by a revocation; nobody to tell.</summary>
    ClientGone,
}

using System.Text.RegularExpressions;

namespace Atoll.Transport;

/// <summary>The port for plain http: sends everybody to https, and serves the answers that an ACME client left for its authority.</summary>
internal sealed partial class HttpsRedirect(RequestDelegate next, TransportSettings settings, PeoplePort people)
{
    private const string Challenges = ".well-known/acme-challenge";
    private const int LargestAnswer = 4096;

    public Task InvokeAsync(HttpContext context)
    {
        if (settings.Https.RedirectPort == 0 || context.Connection.LocalPort != settings.Https.RedirectPort)
        {
            return next(context);
        }

        if (ChallengeFile(context.Request.Path) is { } file)
        {
            return context.Response.SendFileAsync(file, context.RequestAborted);
        }

        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = $"https://{HostOf(context.Request)}{context.Request.Path.ToUriComponent()}{context.Request.QueryString}";
        return Task.CompletedTask;
    }

    private HostString HostOf(HttpRequest request) =>
        settings.PublicUrl?.Host ?? (people.Port == 443 ? new HostString(request.Host.Host) : new HostString(request.Host.Host, people.Port));

    // The name is all that is taken from the request, and it holds neither dots nor slashes.
    private string? ChallengeFile(PathString path)
    {
        if (settings.Https.AcmeWebroot.Length == 0
            || !path.StartsWithSegments("/" + Challenges, StringComparison.Ordinal, out var rest)
            || !ChallengeName().IsMatch(rest.Value ?? ""))
        {
            return null;
        }

        var file = new FileInfo(Path.Combine(settings.Https.AcmeWebroot, Challenges, rest.Value![1..]));
        return file is { Exists: true, Length: <= LargestAnswer } ? file.FullName : null;
    }

    // RFC 8555, 8.3: base64url.
    [GeneratedRegex("^/[A-Za-z0-9_-]{1,200}$", RegexOptions.None, 1000)]
    private static partial Regex ChallengeName();
}

/// <summary>The port that people's https requests come to.</summary>
internal sealed record PeoplePort(int Port);

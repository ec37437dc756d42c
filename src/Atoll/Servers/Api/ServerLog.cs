using System.Globalization;
using Atoll.Accounts.Access;
using Atoll.Platform.Http;
using Atoll.Servers.Pages;

namespace Atoll.Servers.Api;

/// <summary>
/// GET <c>…/server/log?lines=</c>, our own: what a server wrote, as plain text. For whoever may start and stop it, as the page.
/// </summary>
internal static class ServerLog
{
    private const int MostLines = 2000;

    public static async Task<IResult> HandleAsync(
        HttpContext http, ServerTargets targets, ServerLogs logs, string name, string? server, CancellationToken cancellationToken)
    {
        var (target, refusal) = await targets.FindAsync(http.Caller(), LogPages.Scope, name, server, cancellationToken);
        if (target is null)
        {
            return refusal!;
        }

        if (LinesOf(http.Request) is not { } lines)
        {
            return new ApiError(StatusCodes.Status400BadRequest, $"lines must be a whole number from 1 to {MostLines}.");
        }

        return target.Row is { } row
            ? Results.Text(string.Concat((await logs.LatestAsync(row, lines, cancellationToken)).Select(line => line + "\n")), "text/plain; charset=utf-8")
            : new ApiError(StatusCodes.Status404NotFound);
    }

    private static int? LinesOf(HttpRequest request)
    {
        var asked = request.Query["lines"].ToString();
        return asked.Length == 0 ? LogPages.Lines
            : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var lines) && lines is >= 1 and <= MostLines ? lines
            : null;
    }
}

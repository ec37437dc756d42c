using Atoll.Platform.Http;
using Atoll.Tests.Accounts;
using Xunit;

namespace Atoll.Tests.Contract.Matrix;

/// <summary>Each endpoint of the API for each kind of caller, as the tables beside this file say. An endpoint without a row fails.</summary>
public sealed class MatrixTests(MatrixHub matrix) : IClassFixture<MatrixHub>
{
    private static readonly MatrixRow[] _rows = [.. MatrixTable.Rows];

    /// <summary>Their texts, which is what a failure is called by.</summary>
    public static TheoryData<string> Rows => [.. _rows.Select(row => row.ToString())];

    [Theory, MemberData(nameof(Rows))]
    public async Task Every_actor_gets_what_the_table_says(string request)
    {
        var row = _rows.Single(one => one.ToString() == request);
        Assert.Equal(Enum.GetValues<Actor>().Length, row.Expected.Count);

        var faults = await Task.WhenAll(Enum.GetValues<Actor>().Where(actor => row.Expected[(int)actor] != 0).Select(actor => FaultAsync(row, actor)));

        Assert.Empty(faults.OfType<string>());
    }

    [Fact]
    public void Every_endpoint_has_a_row()
    {
        var rows = _rows.Select(row => row.Shape).ToHashSet(StringComparer.Ordinal);
        var silent = ApiEndpoints().Where(endpoint => !rows.Contains(MatrixRow.ShapeOf(endpoint))).Select(endpoint => endpoint.ToString());
        Assert.Empty(silent);
    }

    [Fact]
    public void Every_scope_that_opens_an_endpoint_has_a_row_there()
    {
        var rows = _rows.Select(row => $"{row.Shape} {row.Scope}").ToHashSet(StringComparer.Ordinal);
        var silent = from endpoint in ApiEndpoints()
                     from scope in endpoint.Rule?.AnyOf ?? []
                     let line = $"{MatrixRow.ShapeOf(endpoint)} {scope}"
                     where !rows.Contains(line)
                     select line;
        Assert.Empty(silent);
    }

    [Fact]
    public void Every_row_is_about_an_endpoint()
    {
        var shapes = ApiEndpoints().Select(MatrixRow.ShapeOf).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(_rows.Where(row => !shapes.Contains(row.Shape) && !MatrixTable.Nowhere.Contains(row)).Select(row => row.Request));
    }

    // What answers for paths that do not exist is in the table by examples.
    private IEnumerable<HubEndpoint> ApiEndpoints() =>
        HubEndpoints.Of(matrix.Hub.App).Where(endpoint => endpoint.IsApi && !endpoint.Pattern.Contains("**", StringComparison.Ordinal));

    private async Task<string?> FaultAsync(MatrixRow row, Actor actor)
    {
        var answer = await new MatrixCell(matrix, row, actor).AskAsync();
        var expected = row.Expected[(int)actor];
        return answer.Status != expected ? $"{actor}: {answer.Status} instead of {expected} {answer.Json?.ToJsonString()}"
            : row.HasOwnManners ? null
            : answer.Status >= 400 ? RefusalFault(row, actor, answer)
            : KeysFault(row, actor, answer);
    }

    private static string? KeysFault(MatrixRow row, Actor actor, ApiAnswer answer)
    {
        if (row.Keys is null || actor != (row.Scope.Length == 0 ? Actor.Admin : Actor.Exact))
        {
            return null;
        }

        var keys = string.Join(' ', answer.Json!.AsObject().Select(pair => pair.Key));
        return keys == row.Keys ? null : $"{actor}: the keys are {keys}";
    }

    // Clients match these texts; and who may not know of something must not learn by another one that it is there.
    private static string? RefusalFault(MatrixRow row, Actor actor, ApiAnswer answer)
    {
        if (answer.Type != "application/json" || (int?)answer.Json?["status"] != answer.Status || answer.Message is not { Length: > 0 } message)
        {
            return $"{actor}: {answer.Type} {answer.Json?.ToJsonString()} is no refusal";
        }

        var begin = (actor, answer.Status) switch
        {
            (Actor.Anonymous or Actor.Expired or Actor.Revoked, 403) => row.NoCredentials,
            (Actor.Cookie, 403) => $"'_xsrf' argument missing from {row.Method}",
            // Where no scope opens it, a session that is not enough is no credentials.
            (Actor.Xsrf, 403) when row.Scope.Length == 0 => row.NoCredentials,
            (Actor.Service, 403) when row.ServiceRefusal is { } refusal => refusal,
            (_, 403) => "Action is not authorized with current scopes; requires any of [",
            (Actor.Other or Actor.Another or Actor.Stranger, 404) when row.Scope.Length > 0 => ApiError.NotFoundOrHidden,
            _ => "",
        };
        var isAllowed = message.StartsWith(begin, StringComparison.Ordinal)
            || (actor > Actor.Xsrf && row.Refusal is { } own && message.StartsWith(own, StringComparison.Ordinal));
        return isAllowed ? null : $"{actor}: says \"{message}\" instead of \"{begin}...\"";
    }
}

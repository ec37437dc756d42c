namespace Atoll.Differential;

/// <summary>One request, one field, in which Atoll answers otherwise on purpose, and why.</summary>
/// <param name="Request">The whole title of the request, as reports have it.</param>
/// <param name="Field"><c>status</c>, a header, <c>body</c>, or a path such as <c>$.message</c>.</param>
/// <param name="Reason">What a reader should know.</param>
internal sealed record KnownDifference(string Request, string Field, string Reason)
{
    /// <summary>All of them. One that no longer differs fails the tests, so none outlives its reason.</summary>
    public static readonly KnownDifference[] All =
    [
        new("GET / as anonymous", "Access-Control-Allow-Origin", "JupyterHub 5.5.1 sends it here, 5.2.1 does not yet."),
        new("GET  as anonymous", "Access-Control-Allow-Origin", "JupyterHub 5.5.1 sends it here, 5.2.1 does not yet."),
    ];
}

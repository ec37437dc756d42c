using System.Text.RegularExpressions;
using Atoll.Platform.Http;

namespace Atoll.Tests.Contract.Matrix;

/// <summary>One request, and what each actor gets for it.</summary>
/// <param name="Request">Method and path below <c>/hub/api</c>; names in braces are what <see cref="MatrixCell"/> puts there.</param>
/// <param name="Scope">What the tokens with one scope have; empty when the endpoint asks for none.</param>
/// <param name="Expected">A status for each <see cref="Actor"/>; 0 where the question makes no sense.</param>
internal sealed partial record MatrixRow(string Request, string Scope, IReadOnlyList<int> Expected)
{
    /// <summary>Sent by everybody.</summary>
    public string? Body { get; init; }

    /// <summary>Of a form rather than JSON.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>The keys of the answer to <see cref="Actor.Exact"/> (of an administrator where no scope is asked for), in their order.</summary>
    public string? Keys { get; init; }

    /// <summary>What else the tokens with one scope have, without a filter.</summary>
    public string? Also { get; init; }

    /// <summary>What the message may begin with where rights are missing, beside what such answers say everywhere.</summary>
    public string? Refusal { get; init; }

    /// <summary>The same for services, if it differs.</summary>
    public string? ServiceRefusal { get; init; }

    /// <summary>What the message is where nobody is known.</summary>
    public string NoCredentials { get; init; } = ApiError.MissingCredentials;

    /// <summary>It refuses by a page, or as OAuth says.</summary>
    public bool HasOwnManners { get; init; }

    /// <summary>The filter that makes a scope be for the target; default by what the path names.</summary>
    public string? Filter { get; init; }

    public string Method => Request[..Request.IndexOf(' ', StringComparison.Ordinal)];

    public string Path => Request[(Request.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    /// <summary>The path alone, each parameter the same.</summary>
    public string Shape => $"{Method} /hub/api{Parameter().Replace(Path.Split('?')[0], "{}")}";

    /// <summary>An endpoint's pattern in the same manner.</summary>
    public static string ShapeOf(HubEndpoint endpoint) => $"{endpoint.Method} {Parameter().Replace(endpoint.Pattern, "{}")}";

    public override string ToString() => $"{Request} {Scope}{(Filter is null ? "" : $" by {Filter}")}{(Also is null ? "" : $" and {Also}")}{(Body is null ? "" : $" {Body}")}";

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}

namespace Atoll.Tests.Contract.Matrix;

/// <summary>The table, part by part. Every number in it was written by hand from the contract, none taken from an answer.</summary>
internal static partial class MatrixTable
{
    public static IEnumerable<MatrixRow> Rows => [.. Hub, .. Identity, .. OAuth, .. Tokens, .. Users, .. Servers, .. Shares, .. Groups, .. Services, .. Nowhere];

    private static MatrixRow Row(string request, string scope, params int[] expected) => new(request, scope, expected);
}

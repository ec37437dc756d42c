using System.Text.RegularExpressions;
using Xunit;

namespace Atoll.Tests.Conventions;

/// <summary>What the differential suite lets pass, people can read: request, field and reason.</summary>
public sealed partial class KnownDifferenceTests
{
    [Fact]
    public void Each_difference_that_is_let_pass_is_in_the_document()
    {
        var document = Checkout.Read("docs/COMPATIBILITY.md");
        var known = Difference().Matches(Checkout.Read("tests/Atoll.Differential/KnownDifferences.cs"));
        Assert.NotEmpty(known);
        List<string> silent =
        [
            .. from match in known
               let request = Regex.Unescape(match.Groups["request"].Value)
               let row = $"| `{request}` | `{match.Groups["field"].Value}` |"
               where !document.Contains(row, StringComparison.Ordinal)
               select row,
        ];
        Assert.Empty(silent);
    }

    // new("GET / as anonymous", "$.message", "Because.")
    [GeneratedRegex(@"new\(\s*""(?<request>(\\.|[^""\\])*)"",\s*""(?<field>[^""]*)"",", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Difference();
}

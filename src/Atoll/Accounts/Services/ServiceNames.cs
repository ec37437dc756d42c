using System.Text.RegularExpressions;

namespace Atoll.Accounts.Services;

/// <summary>What services may be called, and where they may be.</summary>
internal static partial class ServiceNames
{
    public const string Pattern = "^[A-Za-z0-9]([A-Za-z0-9 ._~@-]{0,126}[A-Za-z0-9._~@-])?$";

    public const string Rule = "must have 1 to 128 letters, digits, spaces and ._~@-, and begin with a letter or digit.";

    // The pattern's end is also met before a line's end.
    public static bool IsValid(string name) => Form().IsMatch(name) && !name.EndsWith('\n');

    /// <summary>Whether it is an address of a service; empty is none, which is well.</summary>
    public static bool IsAddress(string url) =>
        url.Length == 0 || (Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps));

    [GeneratedRegex(Pattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}

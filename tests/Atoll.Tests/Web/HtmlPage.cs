using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Atoll.Tests.Web;

/// <summary>
/// A rendered page as a tree. Our pages are XML but for void elements and attributes without a value, which are mended first.
/// </summary>
internal sealed partial class HtmlPage(string html)
{
    private readonly XElement root = XDocument.Parse(Mend(html), LoadOptions.PreserveWhitespace).Root!;

    public string Html => html;

    public IEnumerable<XElement> All(string name) => root.Descendants(name);

    public IEnumerable<XElement> All() => root.Descendants();

    public XElement One(string name) => All(name).Single();

    public XElement? ById(string id) => All().SingleOrDefault(element => (string?)element.Attribute("id") == id);

    public static HtmlPage Fragment(string html) => new($"<body>{html}</body>");

    private static string Mend(string html) => Void().Replace(Bare().Replace(html, " ${name}=\"\""), "<${element}/>");

    [GeneratedRegex(
        @" (?<name>checked|selected|disabled|required|autofocus|open|alt|href)(?=[\s/>])",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bare();

    [GeneratedRegex(
        @"<(?<element>(meta|link|img|input|br)\b[^>]*?)\s*/?>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Void();
}

/// <summary>Short ways to what tests ask of an element.</summary>
internal static class HtmlElements
{
    public static string? Value(this XElement element, string attribute) => (string?)element.Attribute(attribute);

    public static bool Has(this XElement element, string attribute) => element.Attribute(attribute) is not null;

    public static IEnumerable<XElement> Named(this IEnumerable<XElement> elements, string name) =>
        elements.Where(element => element.Value("name") == name);

    /// <summary>What a person reads, white space as a browser shows it.</summary>
    public static string Text(this XElement element) =>
        string.Join(' ', element.Value.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
}

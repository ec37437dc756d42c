using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Atoll.Tests.Web;

/// <summary>A rendered page as a tree. Our pages are XML but for void elements and attributes without a value, which are mended first.</summary>
internal sealed partial class HtmlPage(string html)
{
    private readonly XElement root = XDocument.Parse(Void().Replace(Bare().Replace(html, " ${name}=\"\""), "<${element}/>")).Root!;

    public string Html => html;

    public IEnumerable<XElement> All(string name) => root.Descendants(name);

    public IEnumerable<XElement> All() => root.Descendants();

    public XElement One(string name) => All(name).Single();

    public XElement? ById(string id) => All().SingleOrDefault(element => (string?)element.Attribute("id") == id);

    public static HtmlPage Fragment(string html) => new($"<body>{html}</body>");

    [GeneratedRegex(@" (?<name>checked|selected|disabled|required|autofocus|open|alt|href)(?=[\s/>])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bare();

    [GeneratedRegex(@"<(?<element>(meta|link|img|input|br)\b[^>]*?)\s*/?>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Void();
}

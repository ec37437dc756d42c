using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Atoll.Platform.Configuration.Model;

namespace Atoll.Platform.Configuration.Reference;

/// <summary>What the comments in the code say about option classes and their keys: the compiler writes them into a file beside the program.</summary>
internal sealed partial class OptionComments
{
    private readonly Dictionary<string, XElement> _members;

    private OptionComments(XDocument document) =>
        _members = document.Descendants("member").ToDictionary(member => (string)member.Attribute("name")!);

    /// <summary>The comments of an assembly.</summary>
    public static OptionComments Of(Assembly assembly) =>
        new(XDocument.Load(Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml"), LoadOptions.PreserveWhitespace));

    /// <summary>The summary of a class, on one line, code in backticks.</summary>
    public string Summary(OptionClass options) => Summary($"T:{options.Type.FullName}");

    /// <summary>The summary of a key.</summary>
    public string Summary(OptionKey key) => Summary($"P:{key.Property.DeclaringType!.FullName}.{key.Property.Name}");

    private string Summary(string member) =>
        _members.TryGetValue(member, out var comment) && comment.Element("summary") is { } summary
            ? Spaces().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim()
            : throw new InvalidOperationException($"{member} has no comment: what the operator reads about it is missing.");

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => $"`{Named((string?)see.Attribute("cref") ?? (string)see.Attribute("langword")!)}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement element => string.Concat(element.Nodes().Select(Text)) + " ",
        _ => "",
    };

    // A property is a key to the operator.
    private static string Named(string reference)
    {
        var name = reference.Split('(')[0].Split('.', ':')[^1];
        return reference.StartsWith("P:", StringComparison.Ordinal) ? JsonNamingPolicy.SnakeCaseLower.ConvertName(name) : name;
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}

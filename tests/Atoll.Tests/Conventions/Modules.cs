using System.Text.RegularExpressions;

namespace Atoll.Tests.Conventions;

/// <summary>Which module a source file belongs to, and which ones it uses.</summary>
internal static partial class Modules
{
    /// <summary>The files beside Program.cs, which put the modules together.</summary>
    public const string Composition = "(composition)";

    private static readonly IReadOnlyList<string> SourceFiles = [.. Checkout.FilesOf("src/", ".cs", ".razor")];

    // In a namespace below Atoll these need no using line.
    private static readonly IReadOnlySet<string> CompositionTypes = SourceFiles
        .Where(file => Of(file) == Composition)
        .SelectMany(file => Declaration().Matches(Checkout.Read(file)).Select(match => match.Groups["name"].Value))
        .ToHashSet(StringComparer.Ordinal);

    public static IReadOnlySet<string> Names { get; } = SourceFiles.Select(Of).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every use of one module by another: who, whom, in which file.</summary>
    public static IEnumerable<(string From, string To, string File)> Edges() =>
        from file in SourceFiles
        from used in UsedBy(Code(file))
        where used != Of(file)
        select (Of(file), used, file);

    /// <summary>The module of a file: its folder in the program, else its library.</summary>
    public static string Of(string file)
    {
        var parts = file.Split('/');
        return parts[1] != "Atoll" ? parts[1]["Atoll.".Length..] : parts.Length > 3 ? parts[2] : Composition;
    }

    private static IEnumerable<string> UsedBy(string code) =>
        QualifiedName().Matches(code).Select(match => match.Groups["module"].Value)
            .Concat(Word().Matches(code).Select(match => match.Value).Where(CompositionTypes.Contains).Select(_ => Composition))
            .Distinct(StringComparer.Ordinal)
            .Where(Names.Contains);

    // Comments and texts may speak of anything.
    private static string Code(string file) => Noise().Replace(Checkout.Read(file), "");

    [GeneratedRegex("""//[^\n]*|@\*.*?\*@|"[^"\n]*" """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Noise();

    [GeneratedRegex(@"\bAtoll\.(?<module>[A-Z]\w*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QualifiedName();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    // At the beginning of a line: what is inside another type has that type's name before it.
    [GeneratedRegex(@"^[a-z][a-z ]*\b(class|record|struct|interface|enum) (?<name>[A-Z]\w*)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Declaration();
}

using System.Text.RegularExpressions;
using Xunit;

namespace Atoll.Tests.Conventions;

/// <summary>What holds for the repository's files whatever is in them.</summary>
public sealed partial class FileTests
{
    private const int MostLines = 300;

    // A longer file is a decision: it is named here with its reason.
    private static readonly string[] LongFiles = [];

    // What the documents name to say that it is not used.
    private static readonly string[] Avoided = ["MarkupString"];

    private static readonly string[] Images = [".png", ".svg", ".ico", ".woff2"];

    [Fact]
    public void No_source_file_is_longer_than_a_person_reads_at_once()
    {
        var longer = Checkout.FilesOf("src/", ".cs", ".razor", ".css", ".js", ".sql")
            .Except(LongFiles, StringComparer.Ordinal)
            .Where(file => Checkout.Read(file).AsSpan().Count('\n') > Most(file));
        Assert.Empty(longer);
    }

    // The pages' look is one file, so that there is one place to look for it.
    private static int Most(string file) => file.EndsWith(".css", StringComparison.Ordinal) ? 400 : MostLines;

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        var broken = from document in Checkout.FilesOf("", ".md")
                     from Match match in Link().Matches(Code().Replace(Checkout.Read(document), ""))
                     let target = Path.Combine(Path.GetDirectoryName(document)!, match.Groups["target"].Value)
                     where !Checkout.Has(target)
                     select $"{document}: {match.Groups["target"].Value}";
        Assert.Empty(broken);
    }

    [Fact]
    public void What_the_architecture_names_in_the_code_is_there()
    {
        var words = Checkout.FilesOf("src/", ".cs", ".razor")
            .SelectMany(file => Word().Matches(Checkout.Read(file)).Select(match => match.Value))
            .Concat(Avoided)
            .Concat(Checkout.FilesOf("tests/", ".cs").Select(Path.GetFileNameWithoutExtension))
            .ToHashSet(StringComparer.Ordinal);
        var named = Checkout.FilesOf("", ".md").Where(file => file is "docs/ARCHITECTURE.md" || file.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(file => Symbol().Matches(Checkout.Read(file)).SelectMany(match => match.Groups["name"].Value.Split('.'))
                .Where(name => !words.Contains(name)).Select(name => $"{file}: {name}"));
        Assert.Empty(named);
    }

    [Theory]
    [InlineData("docs/SECURITY.md")]
    [InlineData("docs/COMPATIBILITY.md")]
    public void Claims_name_tests_that_exist(string document)
    {
        var tests = Checkout.FilesOf("tests/", ".cs").Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);
        var named = TestName().Matches(Checkout.Read(document)).Select(match => match.Groups["name"].Value).ToList();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(tests, StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_names_a_package_registry_or_a_folder_of_one_machine()
    {
        var named = from file in Checkout.Files
                    where !Images.Contains(Path.GetExtension(file)) && file != "tests/Atoll.Tests/Conventions/FileTests.cs"
                    let text = Checkout.Read(file)
                    from Match match in Registry().Matches(text).Concat(MachinePath().Matches(text))
                    select $"{file}: {match.Value}";
        Assert.Empty(named);
    }

    [Theory]
    [InlineData("https://nuget.example/v3/index.json", true)]
    [InlineData("\"resolved\": \"https://npmjs.example/ws\"", true)]
    [InlineData("https://docs.example.org/nuget", false)]
    [InlineData("docker.io", false)]
    public void Registries_are_recognised(string text, bool expected) => Assert.Equal(expected, Registry().IsMatch(text));

    [Theory]
    [InlineData("see /root/atoll", true)]
    [InlineData("/home/ada/atoll", true)]
    [InlineData("/home/jovyan/work", false)]
    [InlineData("$data/root/x", false)]
    [InlineData("/hub/home/x", false)]
    public void Folders_of_one_machine_are_recognised(string text, bool expected) => Assert.Equal(expected, MachinePath().IsMatch(text));

    [GeneratedRegex(@"\]\((?!https?:|mailto:|\#)(?<target>[^)\#\s]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    // `ServerLifecycle.Next(state, ...)`, `Choices`; not `README` nor `Service-Worker-Allowed`.
    [GeneratedRegex(@"`(?<name>[A-Z]\w*[a-z]\w*(\.[A-Z]\w*)*)(\([^`]*\))?`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Symbol();

    [GeneratedRegex(@"`(?<name>\w+(Tests|Suite|Conformance))`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestName();

    [GeneratedRegex(@"\b[A-Z]\w*", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"https?://[\w.-]*(nuget|npmjs|pypi|pythonhosted|anaconda|artifactory|nexus)[\w.-]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Registry();

    [GeneratedRegex(@"(?<![\w.\-$}{/*])/(work|root|Users|home/(?!jovyan\b)[a-z]\w*)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MachinePath();
}

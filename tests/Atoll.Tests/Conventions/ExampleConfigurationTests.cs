using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Atoll.Environments;
using Atoll.Platform.Configuration;
using Xunit;
using YamlDotNet.Serialization.NamingConventions;

namespace Atoll.Tests.Conventions;

/// <summary>atoll.example.yaml is the only place where an operator finds every key.</summary>
public sealed partial class ExampleConfigurationTests
{
    private static readonly string Example = Setting().Replace(Checkout.Read("atoll.example.yaml"), "");

    // What is no default, but worth showing.
    private static readonly string Samples = string.Concat(
        Checkout.Read("atoll.example.yaml").Split('\n').Where(line => line.StartsWith("#+ ", StringComparison.Ordinal)).Select(line => line[3..] + "\n"));

    [Fact]
    public void Without_its_comment_signs_it_says_what_holds_anyway()
    {
        Assert.Equal(JsonSerializer.Serialize(new HubOptions()), JsonSerializer.Serialize(Read(Example)));
    }

    [Fact]
    public void As_it_is_it_sets_nothing()
    {
        Assert.Equal(JsonSerializer.Serialize(new HubOptions()), JsonSerializer.Serialize(Read(Checkout.Read("atoll.example.yaml"))));
    }

    [Fact]
    public void Its_samples_are_good()
    {
        var options = Read(Samples);

        Assert.Equal(["lab", "data", "an-image-of-your-own"], new Choices(options.Environments, options.Sizes, options.ProfileList).Profiles.Select(one => one.Slug));
    }

    [Fact]
    public void It_names_every_key()
    {
        var named = Key().Matches(Example + Samples).Select(match => match.Groups["key"].Value);
        Assert.Empty(Keys(typeof(HubOptions)).Except(named, StringComparer.Ordinal));
    }

    private static HubOptions Read(string yaml) => new ConfigurationSource { File = "/atoll.example.yaml" }.Read<HubOptions>(yaml);

    private static IEnumerable<string> Keys(Type options) =>
        from property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.CanWrite
        from key in Keys(ItemOf(property.PropertyType)).Prepend(UnderscoredNamingConvention.Instance.Apply(property.Name))
        select key;

    // What is in a list counts, not the list; what is not ours has no keys.
    private static Type ItemOf(Type type)
    {
        var item = type.IsGenericType && type.IsAssignableTo(typeof(ICollection)) ? type.GetGenericArguments()[^1] : type;
        return item.Assembly == typeof(HubOptions).Assembly ? item : typeof(object);
    }

    [GeneratedRegex("^# (?!yaml-language-server:)", RegexOptions.Multiline, 1000)]
    private static partial Regex Setting();

    [GeneratedRegex("(^[ -]*|[{,] )(?<key>[a-z0-9_]+):", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();
}

using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Atoll.Platform.Configuration;
using Xunit;
using YamlDotNet.Serialization.NamingConventions;

namespace Atoll.Tests.Conventions;

/// <summary>atoll.example.yaml is the only place where an operator finds every key.</summary>
public sealed partial class ExampleConfigurationTests
{
    private static readonly string Example = Setting().Replace(Checkout.Read("atoll.example.yaml"), "");

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
    public void It_names_every_key()
    {
        var named = Key().Matches(Example).Select(match => match.Groups["key"].Value);
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
        var item = type.IsGenericType && type.IsAssignableTo(typeof(IList)) ? type.GetGenericArguments()[0] : type;
        return item.Assembly == typeof(HubOptions).Assembly ? item : typeof(object);
    }

    [GeneratedRegex("^# (?!yaml-language-server:)", RegexOptions.Multiline, 1000)]
    private static partial Regex Setting();

    [GeneratedRegex("(^[ -]*|[{,] )(?<key>[a-z0-9_]+):", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();
}

using System.ComponentModel.DataAnnotations;
using Atoll.Commands;
using Atoll.Platform.Configuration.Model;
using Xunit;

namespace Atoll.Tests.Conventions;

/// <summary>The schema and the page about the configuration are generated, and the committed ones are today's.</summary>
public sealed class ConfigurationDocsTests
{
    [Fact]
    public void The_schema_is_what_the_option_classes_say() =>
        Same("docs/atoll.schema.json", ConfigCommand.Schema(), "schema");

    [Fact]
    public void The_page_is_what_the_option_classes_say() =>
        Same("docs/CONFIGURATION.md", ConfigCommand.Docs(), "docs");

    [Fact]
    public void A_range_counts_as_its_key_does()
    {
        // The framework would round what it compares.
        var wrong = from type in Classes(OptionClass.Of(typeof(HubOptions)))
                    from key in type.Keys
                    from range in key.Rules.OfType<RangeAttribute>()
                    where Number(key.Shape) is not { } number || range.OperandType != number.Type
                    select $"{type.Type.Name}.{key.Property.Name}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Nothing_in_a_list_waits_for_a_restart()
    {
        // Which of the old items should be kept for which of the new ones nobody can say.
        var wrong = from type in Classes(OptionClass.Of(typeof(HubOptions)))
                    from key in type.Keys
                    where !key.NeedsRestart
                    from item in Items(key.Shape).SelectMany(Classes)
                    from below in item.Keys
                    where below.NeedsRestart
                    select $"{item.Type.Name}.{below.Property.Name}";
        Assert.Empty(wrong);
    }

    private static NumberShape? Number(OptionShape shape) => shape switch
    {
        NumberShape number => number,
        ListShape list => Number(list.Item),
        _ => null,
    };

    private static IEnumerable<OptionClass> Classes(OptionClass type) => type.Keys.SelectMany(key => Below(key.Shape)).Prepend(type);

    private static IEnumerable<OptionClass> Below(OptionShape shape) =>
        shape is KeysShape keys ? Classes(keys.Class) : Items(shape).SelectMany(Classes);

    private static IEnumerable<OptionClass> Items(OptionShape shape) => shape switch
    {
        ListShape { Item: KeysShape item } => [item.Class],
        MapShape { Item: KeysShape item } => [item.Class],
        _ => [],
    };

    private static void Same(string file, string today, string command)
    {
        var committed = Checkout.Has(file) ? Checkout.Read(file) : "";
        Assert.True(committed == today, $"{file} is not what the option classes say any more. Mend it with: dotnet artifacts/bin/Atoll.Tests/debug/Atoll.dll config {command} > {file}");
    }
}

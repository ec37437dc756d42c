using System.Text.Json;

namespace Atoll.Platform.Configuration.Model;

/// <summary>What a value looks like.</summary>
internal abstract record OptionShape
{
    /// <summary>The shape of a property's type.</summary>
    /// <exception cref="NotSupportedException">An option class has a type that nobody can write into a file.</exception>
    public static OptionShape Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(string) => new TextShape(),
            _ when plain == typeof(bool) => new TruthShape(),
            _ when plain == typeof(double) => new NumberShape(plain, IsWhole: false),
            _ when plain == typeof(int) || plain == typeof(long) => new NumberShape(plain, IsWhole: true),
            { IsEnum: true } => new ChoiceShape(plain),
            { IsGenericType: true } => OfCollection(plain),
            { IsClass: true } when plain.Assembly == typeof(OptionShape).Assembly => new KeysShape(OptionClass.Of(plain)),
            _ => throw new NotSupportedException($"Configuration cannot hold a {type}."),
        };
    }

    private static OptionShape OfCollection(Type type)
    {
        var inside = type.GetGenericArguments();
        var list = typeof(List<>).MakeGenericType(inside[^1]);
        if (type.IsAssignableFrom(list))
        {
            return new ListShape(list, Of(inside[0]));
        }

        var map = typeof(Dictionary<,>).MakeGenericType(typeof(string), inside[^1]);
        return type.IsAssignableFrom(map)
            ? new MapShape(map, Of(inside[1]))
            : throw new NotSupportedException($"Configuration cannot hold a {type}.");
    }
}

/// <summary>Text, whatever it looks like.</summary>
internal sealed record TextShape : OptionShape;

/// <summary>True or false.</summary>
internal sealed record TruthShape : OptionShape;

/// <summary>A number.</summary>
internal sealed record NumberShape(Type Type, bool IsWhole) : OptionShape;

/// <summary>One of a few words: an enumeration's names in snake case.</summary>
internal sealed record ChoiceShape(Type Type) : OptionShape
{
    public IReadOnlyList<string> Words { get; } = [.. Enum.GetNames(Type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    /// <summary>What a word stands for; null for a word that is none of them.</summary>
    public object? ValueOf(string word)
    {
        var index = Words.ToList().IndexOf(word);
        return index < 0 ? null : Enum.Parse(Type, Enum.GetNames(Type)[index]);
    }
}

/// <summary>Many of one shape.</summary>
internal sealed record ListShape(Type Type, OptionShape Item) : OptionShape;

/// <summary>Many of one shape under names that the operator chooses.</summary>
internal sealed record MapShape(Type Type, OptionShape Item) : OptionShape;

/// <summary>The keys of an option class.</summary>
internal sealed record KeysShape(OptionClass Class) : OptionShape;

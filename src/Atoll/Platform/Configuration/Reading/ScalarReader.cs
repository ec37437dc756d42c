using System.Globalization;
using Atoll.Platform.Configuration.Model;

namespace Atoll.Platform.Configuration.Reading;

/// <summary>From one written word to a value. Pure.</summary>
internal static class ScalarReader
{
    private static readonly string[] _yes = ["yes", "on", "y"];
    private static readonly string[] _no = ["no", "off", "n"];

    /// <summary>The value; null when the word is none of the shape.</summary>
    public static object? Read(OptionShape shape, YamlScalar scalar) => shape switch
    {
        TextShape => scalar.Text,
        ChoiceShape choice => choice.ValueOf(scalar.Text),
        _ when scalar.IsQuoted => null,
        TruthShape => bool.TryParse(scalar.Text, out var truth) ? truth : null,
        NumberShape number => Number(number, scalar.Text),
        _ => null,
    };

    /// <summary>What should have been there, for a sentence.</summary>
    public static string Wanted(OptionShape shape) => shape switch
    {
        TextShape => "text",
        TruthShape => "true or false",
        NumberShape { IsWhole: true } => "a whole number",
        NumberShape => "a number",
        ChoiceShape choice => $"one of {string.Join(", ", choice.Words)}",
        ListShape => "a list (each item after '- ', or all in [ ])",
        MapShape => "names with values",
        KeysShape => "keys with values, indented below it",
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, message: null),
    };

    /// <summary>What was probably meant, to end that sentence with.</summary>
    public static string Hint(OptionShape shape, YamlValue value) => (shape, value) switch
    {
        (TruthShape, YamlScalar word) when _yes.Contains(word.Text.ToLowerInvariant()) => "; did you mean true?",
        (TruthShape, YamlScalar word) when _no.Contains(word.Text.ToLowerInvariant()) => "; did you mean false?",
        (TruthShape or NumberShape, YamlScalar { IsQuoted: true }) => "; take the quotes away.",
        (ChoiceShape choice, YamlScalar word) when NearestName.Of(word.Text, choice.Words) is { } near => $"; did you mean {near}?",
        _ => ".",
    };

    private static object? Number(NumberShape shape, string text)
    {
        const NumberStyles Fraction = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return shape.Type switch
        {
            var type when type == typeof(int) => int.TryParse(text, NumberStyles.AllowLeadingSign, null, out var number) ? number : null,
            var type when type == typeof(long) => long.TryParse(text, NumberStyles.AllowLeadingSign, null, out var number) ? number : null,
            _ => double.TryParse(text, Fraction, null, out var number) && double.IsFinite(number) ? number : null,
        };
    }
}

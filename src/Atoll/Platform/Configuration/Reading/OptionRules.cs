using System.Collections;
using System.ComponentModel.DataAnnotations;
using Atoll.Platform.Configuration.Model;

namespace Atoll.Platform.Configuration.Reading;

/// <summary>What a value must keep to, and the sentence when it does not. An attribute's own message goes before ours.</summary>
internal static class OptionRules
{
    /// <summary>Faults of one key: with an empty key, or <c>[1]</c> for an item of a list.</summary>
    public static IEnumerable<Misfit> Check(OptionKey key, object options)
    {
        var value = key.Get(options);
        foreach (var rule in key.Rules)
        {
            if (value is IList list && !IsAboutTheWhole(rule))
            {
                foreach (var misfit in list.Cast<object>().Select((item, i) => FaultOf(rule, key, options, item, $"[{i}]")).OfType<Misfit>())
                {
                    yield return misfit;
                }
            }
            else if (FaultOf(rule, key, options, value, "") is { } misfit)
            {
                yield return misfit;
            }
        }
    }

    private static bool IsAboutTheWhole(ValidationAttribute rule) =>
        rule is RequiredAttribute or MinLengthAttribute or MaxLengthAttribute or LengthAttribute;

    private static Misfit? FaultOf(ValidationAttribute rule, OptionKey key, object options, object? value, string at)
    {
        // Empty is the default of a text that nobody must give.
        if (value is "" && !IsAboutTheWhole(rule))
        {
            return null;
        }

        var result = rule.GetValidationResult(value, new ValidationContext(options) { MemberName = key.Property.Name, DisplayName = key.Name });
        return result is null ? null : new Misfit(at, OwnSentence(rule) is { } own ? $"{own}{Not(value)}" : Sentence(rule, value, result));
    }

    // What the framework says has a place for the property's name in it.
    private static string? OwnSentence(ValidationAttribute rule) =>
        rule.ErrorMessage is { } message && !message.Contains("{0}", StringComparison.Ordinal) ? message : null;

    private static string Sentence(ValidationAttribute rule, object? value, ValidationResult result) => rule switch
    {
        RequiredAttribute => "is needed and must not be empty.",
        RangeAttribute range => $"must be {Words(range)}{Not(value)}",
        AllowedValuesAttribute allowed => $"must be one of {string.Join(", ", allowed.Values)}{Not(value, allowed.Values)}",
        MinLengthAttribute { Length: 1 } => "must not be empty.",
        _ => result.ErrorMessage ?? "is not allowed.",
    };

    private static string Not(object? value) => value is string or ValueType ? $", not '{value}'." : ".";

    private static string Not(object? value, object?[] allowed) =>
        NearestName.Of($"{value}", allowed.Select(one => $"{one}")) is { } near ? $", not '{value}'; did you mean {near}?" : Not(value);

    /// <summary>A range in words: "from 1 to 100", "above 0 and at most 10".</summary>
    public static string Words(RangeAttribute range)
    {
        var least = range.MinimumIsExclusive ? $"above {range.Minimum}" : $"at least {range.Minimum}";
        var most = range.MaximumIsExclusive ? $"below {range.Maximum}" : $"at most {range.Maximum}";
        return range is { MinimumIsExclusive: false, MaximumIsExclusive: false } ? $"from {range.Minimum} to {range.Maximum}" : $"{least} and {most}";
    }
}

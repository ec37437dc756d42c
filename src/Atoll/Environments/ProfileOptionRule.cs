using Atoll.Platform.Configuration;

namespace Atoll.Environments;

/// <summary>What must fit together in one option of a profile. Keys count from the option.</summary>
internal sealed class ProfileOptionRule(string key, ProfileOptionOptions option, List<string> environments, List<string> sizes)
{
    /// <summary>The profile lets people pick an environment.</summary>
    public required bool AsksEnvironment { get; init; }

    /// <summary>The profile lets people pick a size.</summary>
    public required bool AsksSize { get; init; }

    public IEnumerable<Misfit> Check() =>
    [
        .. CheckName(),
        .. CheckChoices(),
        .. option.Choices.SelectMany(choice => CheckSettings(choice.Value).Select(misfit => misfit.Below($"choices.{choice.Key}"))),
        .. option.UnlistedChoice.Enabled
            ? CheckSettings(option.UnlistedChoice).Concat(CheckText(option.UnlistedChoice)).Select(misfit => misfit.Below("unlisted_choice"))
            : [],
    ];

    private IEnumerable<Misfit> CheckName()
    {
        if (!ProfileSlugs.IsGood(key) || key.EndsWith(StartFields.TextSuffix, StringComparison.Ordinal) || key == StartFields.Profile)
        {
            yield return new Misfit("", $"'{key}' cannot be an option's name; take letters, digits, '.', '_' and '-', and not {StartFields.Profile}.");
        }

        if ((key == StartFields.Environment && AsksEnvironment) || (key == StartFields.Size && AsksSize))
        {
            yield return new Misfit("", $"the profile asks for a {key} already; let it name a single one ({key}: …), or call the option otherwise.");
        }
    }

    private IEnumerable<Misfit> CheckChoices()
    {
        if (option.Choices.Count == 0 && !option.UnlistedChoice.Enabled)
        {
            yield return new Misfit("choices", "at least one is needed, or unlisted_choice with enabled: true.");
        }

        foreach (var choice in option.Choices.Keys.Where(choice => choice is "" or StartFields.Text))
        {
            yield return new Misfit($"choices.{choice}", $"'{choice}' cannot be a choice's name.");
        }

        foreach (var choice in option.Choices.Where(choice => choice.Value.Default).Skip(1))
        {
            yield return new Misfit($"choices.{choice.Key}.default", "another choice is the default already; only one can be.");
        }
    }

    private IEnumerable<Misfit> CheckSettings(StartSettingOptions settings) =>
    [
        .. CheckName("environment", settings.Environment, environments, AsksEnvironment),
        .. CheckName("size", settings.Size, sizes, AsksSize),
        .. ProfileSettingRules.CheckVariables(settings),
    ];

    private static IEnumerable<Misfit> CheckName(string kind, string name, List<string> all, bool asked)
    {
        if (name.Length > 0 && !all.Contains(name))
        {
            yield return new Misfit(kind, ProfileSettingRules.Unknown(kind, name, all));
        }
        else if (name.Length > 0 && asked)
        {
            // Who picks one thing and gets another would not know why.
            yield return new Misfit(kind, $"the profile lets people pick the {kind}; let it name a single one ({kind}: …) where an option decides.");
        }
    }

    private static IEnumerable<Misfit> CheckText(UnlistedChoiceOptions text)
    {
        if (!ProfileSettingRules.Texts(text).Any(one => one.Contains(ProfileText.Placeholder, StringComparison.Ordinal)))
        {
            yield return new Misfit("", $"nothing takes the text; write {ProfileText.Placeholder} into image, env, default_url or command.");
        }

        if (RegexFault(text.ValidationRegex) is { } fault)
        {
            yield return new Misfit("validation_regex", $"is no regular expression: {fault}");
        }
    }

    private static string? RegexFault(string expression)
    {
        try
        {
            _ = ProfileText.PatternOf(expression);
            return null;
        }
        catch (ArgumentException fault)
        {
            return fault.Message;
        }
    }
}

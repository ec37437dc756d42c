using System.Text.RegularExpressions;

namespace Atoll.Environments;

/// <summary>A profile as it is on offer: its names found, its defaults settled. Made from options that <see cref="ProfileRules"/> found good.</summary>
internal sealed record Profile
{
    /// <summary>Its stable name; empty for the one that stands for "no profiles".</summary>
    public required string Slug { get; init; }

    /// <summary>What people read.</summary>
    public string Title { get; init; } = "";

    /// <summary>A line about what it is for; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>What may be picked, at least one. A single one is not asked for.</summary>
    public required IReadOnlyList<EnvironmentOptions> Environments { get; init; }

    /// <summary>What may be picked, at least one, smallest first. A single one is not asked for.</summary>
    public required IReadOnlyList<SizeOptions> Sizes { get; init; }

    /// <summary>What it sets, whatever is picked; null for nothing.</summary>
    public StartSettingOptions? Settings { get; init; }

    /// <summary>Its further questions, in order.</summary>
    public IReadOnlyList<ProfileOption> Options { get; init; } = [];

    /// <summary>Origins whose pages may call its servers.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>The server checks who enters, not the gate.</summary>
    public bool CheckAtTarget { get; init; }

    /// <summary>There are no profiles: every environment in every size.</summary>
    public bool IsImplicit => Slug.Length == 0;

    /// <summary>Whether it leaves a person anything to decide.</summary>
    public bool HasChoice => Environments.Count > 1 || Sizes.Count > 1 || Options.Any(option => option.HasChoice);

    /// <summary>A configured profile.</summary>
    public static Profile Of(StartProfileOptions profile, IReadOnlyList<EnvironmentOptions> environments, IReadOnlyList<SizeOptions> sizes) => new()
    {
        Slug = ProfileSlugs.Of(profile),
        Title = profile.DisplayName,
        Description = profile.Description,
        Environments = [.. Picked(profile.Environment, profile.Environments) is { Count: > 0 } names
            ? names.Select(name => environments.First(one => one.Name == name))
            : environments],
        Sizes = [.. sizes.Where(size => Picked(profile.Size, profile.Sizes) is not { Count: > 0 } names || names.Contains(size.Name))],
        Settings = profile,
        Options = [.. profile.ProfileOptions.Select(option => ProfileOption.Of(option.Key, option.Value))],
        AllowedOrigins = [.. profile.AllowedOrigins],
        CheckAtTarget = profile.CheckAtTarget,
    };

    /// <summary>The names that a profile offers; none for all.</summary>
    public static IReadOnlyList<string> Picked(string only, IReadOnlyList<string> several) => only.Length > 0 ? [only] : several;
}

/// <summary>A question of a profile.</summary>
/// <param name="Key">Its stable name.</param>
/// <param name="Title">What people read.</param>
/// <param name="Choices">Answers to choose from; the default one is marked.</param>
/// <param name="Text">The answer in the person's own words; null when that is not on offer.</param>
internal sealed record ProfileOption(string Key, string Title, IReadOnlyList<ProfileChoice> Choices, ProfileText? Text)
{
    /// <summary>The answer of somebody who says nothing; null when only a text of one's own is on offer.</summary>
    public ProfileChoice? Default => Choices.FirstOrDefault(choice => choice.Default) ?? (Choices.Count > 0 ? Choices[0] : null);

    /// <summary>Whether it is asked at all.</summary>
    public bool HasChoice => Choices.Count > 1 || Text is not null;

    public static ProfileOption Of(string key, ProfileOptionOptions option)
    {
        var title = option.DisplayName.Length > 0 ? option.DisplayName : key;
        return new ProfileOption(
            key,
            title,
            [.. option.Choices.Select(choice => ProfileChoice.Of(choice.Key, choice.Value))],
            option.UnlistedChoice.Enabled ? ProfileText.Of(title, option.UnlistedChoice) : null);
    }
}

/// <summary>An answer to choose.</summary>
/// <param name="Key">Its stable name.</param>
/// <param name="Title">What people read.</param>
/// <param name="Default">Selected at first.</param>
/// <param name="Settings">What it sets.</param>
internal sealed record ProfileChoice(string Key, string Title, bool Default, StartSettingOptions Settings)
{
    public static ProfileChoice Of(string key, ProfileChoiceOptions choice) =>
        new(key, choice.DisplayName.Length > 0 ? choice.DisplayName : key, choice.Default, choice);
}

/// <summary>An answer to write.</summary>
/// <param name="Title">Label of the field.</param>
/// <param name="AmongChoices">What stands among the choices.</param>
/// <param name="Settings">What it sets, with <see cref="Placeholder"/> for the text.</param>
internal sealed record ProfileText(string Title, string AmongChoices, StartSettingOptions Settings)
{
    /// <summary>Stands for the text in what it sets.</summary>
    public const string Placeholder = "{value}";

    /// <summary>More is no name of anything.</summary>
    public const int MostCharacters = 500;

    private Regex? Pattern { get; init; }

    private string Expression { get; init; } = "";

    private string Message { get; init; } = "";

    public static ProfileText Of(string option, UnlistedChoiceOptions text) => new(
        text.DisplayName.Length > 0 ? text.DisplayName : option, text.DisplayNameInChoices, text)
    {
        Pattern = text.ValidationRegex.Length > 0 ? PatternOf(text.ValidationRegex) : null,
        Expression = text.ValidationRegex,
        Message = text.ValidationMessage,
    };

    /// <summary>Throws for what is no regular expression. It matches from the beginning of a text, as Python's <c>re.match</c>.</summary>
    public static Regex PatternOf(string expression) => new($@"\A(?:{expression})", RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(250));

    /// <summary>What is wrong with a text, for the person who wrote it; null when it may be used.</summary>
    public string? Fault(string text) => text switch
    {
        "" => $"Fill in: {Title}.",
        { Length: > MostCharacters } => $"{Title}: at most {MostCharacters} characters.",
        // Braces are the configuration's own way to name a port or a folder.
        _ when text.Any(character => character is '{' or '}' || char.IsControl(character)) =>
            $"{Title}: braces, tabs and line breaks cannot be used.",
        _ => Matches(text) ? null : Message.Length > 0 ? Message : $"{Title}: '{text}' does not match {Expression}.",
    };

    private bool Matches(string text)
    {
        try
        {
            return Pattern?.IsMatch(text) ?? true;
        }
        catch (RegexMatchTimeoutException)
        {
            // An expression that gets lost in a text does not let it pass.
            return false;
        }
    }
}

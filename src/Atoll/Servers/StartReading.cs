using System.Text.Json.Nodes;
using Atoll.Environments;
using Atoll.Platform.Configuration;
using Atoll.Web;

namespace Atoll.Servers;

/// <summary>Reads user options against what is on offer: a plan, or every fault that they have. Faults bear the user option's name. Used once.</summary>
internal sealed class StartReading(Choices choices, JsonObject options)
{
    private readonly List<FieldFault> _faults = [];

    /// <summary>The environment to take where the options name none and the profile asks for one; null for the first.</summary>
    public string? Environment { get; init; }

    /// <summary>The size, likewise; null for the smallest.</summary>
    public string? Size { get; init; }

    public (ServerPlan? Plan, IReadOnlyList<FieldFault> Faults) Read()
    {
        var slug = Text(StartFields.Profile);
        if (choices.Profile(slug) is not { } profile)
        {
            return (null, [new(StartFields.Profile, Unknown($"There is no profile '{slug}' here.", slug!, SlugsOffered()))]);
        }

        TellUnknownOptions(profile);
        var environment = Pick(profile, StartFields.Environment, Environment, profile.Environments, offer => offer.Name);
        var size = Pick(profile, StartFields.Size, Size, profile.Sizes, offer => offer.Name);
        var answers = profile.Options.Select(Answer).ToList();
        return _faults.Count > 0
            ? (null, _faults)
            : (new PlanMaker(choices, profile, environment!, size!).Make(answers.OfType<StartAnswer>()), []);
    }

    private IEnumerable<string> SlugsOffered() => choices.Profiles.Where(offer => !offer.IsImplicit).Select(offer => offer.Slug);

    // Where there are profiles, a misspelt option must not be the default in silence. Without them, options are the client's own.
    private void TellUnknownOptions(Profile profile)
    {
        if (profile.IsImplicit)
        {
            return;
        }

        var keys = profile.Options.SelectMany(option => new[] { option.Key, option.Key + StartFields.TextSuffix }).ToHashSet();
        foreach (var key in options.Select(option => option.Key))
        {
            if (!keys.Contains(key) && key is not (StartFields.Profile or StartFields.Environment or StartFields.Size))
            {
                _faults.Add(new(key, Unknown($"{profile.Title} has no option '{key}'.", key, profile.Options.Select(option => option.Key))));
            }
        }
    }

    private T? Pick<T>(Profile profile, string kind, string? last, IReadOnlyList<T> offers, Func<T, string> nameOf)
        where T : class
    {
        if (profile.Options.Any(option => option.Key == kind))
        {
            // The profile has an option of this name; what it sets counts over the one that is on offer.
            return offers[0];
        }

        var name = Text(kind) ?? (offers.Count > 1 ? last : null);
        if (name is null)
        {
            return offers[0];
        }

        var offer = offers.FirstOrDefault(one => nameOf(one) == name);
        if (offer is null)
        {
            var where = profile.IsImplicit ? "here" : $"in {profile.Title}";
            _faults.Add(new(kind, Unknown($"There is no {kind} '{name}' {where}.", name, offers.Select(nameOf))));
        }

        return offer;
    }

    private StartAnswer? Answer(ProfileOption option)
    {
        var choice = Text(option.Key);
        var text = Text(option.Key + StartFields.TextSuffix);
        return text is not null || choice is StartFields.Text || option.Default is null
            ? AnswerInWords(option, text?.Trim() ?? "")
            : AnswerByChoice(option, choice);
    }

    private StartAnswer? AnswerByChoice(ProfileOption option, string? key)
    {
        var choice = key is null ? option.Default : option.Choices.FirstOrDefault(one => one.Key == key);
        if (choice is null)
        {
            _faults.Add(new(option.Key, Unknown($"{option.Title}: there is no '{key}'.", key!, option.Choices.Select(one => one.Key))));
            return null;
        }

        return new StartAnswer(choice.Settings, choice.Title, Text: null) { IsAsked = option.HasChoice };
    }

    private StartAnswer? AnswerInWords(ProfileOption option, string text)
    {
        if (option.Text is not { } words)
        {
            var offers = option.Choices.Select(one => one.Key);
            _faults.Add(new(option.Key, $"{option.Title}: only what is on offer can be chosen: {string.Join(", ", offers)}."));
            return null;
        }

        if (words.Fault(text) is { } fault)
        {
            _faults.Add(new(option.Key + StartFields.TextSuffix, fault));
            return null;
        }

        return new StartAnswer(words.Settings, text, text) { IsAsked = true };
    }

    private string? Text(string key) => StartRequest.Text(options, key);

    private static string Unknown(string sentence, string name, IEnumerable<string> offers)
    {
        var all = offers.ToList();
        var near = NearestName.Of(name, all) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        return $"{sentence}{near}" + (all.Count == 0 ? " There are none." : $" Choose one of: {string.Join(", ", all)}.");
    }
}

/// <summary>The answer to a profile's question.</summary>
/// <param name="Settings">What it sets.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Text">What stands for the placeholder in what it sets; null for a choice.</param>
internal sealed record StartAnswer(StartSettingOptions Settings, string Title, string? Text)
{
    /// <summary>Somebody could have answered otherwise.</summary>
    public bool IsAsked { get; init; }
}

using Atoll.Platform.Configuration;

namespace Atoll.Environments;

/// <summary>What must fit together in one profile. Keys count from the profile.</summary>
internal sealed class ProfileRule(
    StartProfileOptions profile, IReadOnlyList<EnvironmentOptions> environments, IReadOnlyList<SizeOptions> sizes)
{
    private readonly List<string> _environments = [.. environments.Select(environment => environment.Name)];
    private readonly List<string> _sizes = [.. sizes.Select(size => size.Name)];

    public IEnumerable<Misfit> Check() =>
    [
        .. CheckSlug(),
        .. CheckOffers("environment", profile.Environment, profile.Environments, _environments),
        .. CheckOffers("size", profile.Size, profile.Sizes, _sizes),
        .. ProfileSettingRules.CheckVariables(profile),
        .. CheckOrigins(),
        .. CheckTarget(),
        .. profile.ProfileOptions.SelectMany(option => CheckOption(option.Key, option.Value)),
    ];

    private bool AsksEnvironment => IsAsked(profile.Environment, profile.Environments, _environments);

    private bool AsksSize => IsAsked(profile.Size, profile.Sizes, _sizes);

    private static bool IsAsked(string only, List<string> several, List<string> all) =>
        Profile.Picked(only, several) is { Count: > 0 } names ? names.Count > 1 : all.Count > 1;

    private IEnumerable<Misfit> CheckSlug() => profile.DisplayName.Length > 0 && !ProfileSlugs.IsGood(ProfileSlugs.Of(profile))
        ? [new Misfit("slug", $"is needed, because none can be made of '{profile.DisplayName}'.")]
        : [];

    private static IEnumerable<Misfit> CheckOffers(string key, string only, List<string> several, List<string> all)
    {
        if (only.Length > 0 && several.Count > 0)
        {
            yield return new Misfit(key, $"say either {key}, for the only one, or {key}s, for those to pick from.");
        }

        if (only.Length > 0 && !all.Contains(only))
        {
            yield return new Misfit(key, ProfileSettingRules.Unknown(key, only, all));
        }

        foreach (var (name, i) in several.Select((name, i) => (name, i)))
        {
            if (!all.Contains(name))
            {
                yield return new Misfit($"{key}s[{i}]", ProfileSettingRules.Unknown(key, name, all));
            }
            else if (several.IndexOf(name) < i)
            {
                yield return new Misfit($"{key}s[{i}]", $"'{name}' is there already; name each once.");
            }
        }
    }

    private IEnumerable<Misfit> CheckOrigins() => profile.AllowedOrigins
        .Select((origin, i) => (origin, i))
        .Where(one => !IsOrigin(one.origin))
        .Select(one => new Misfit(
            $"allowed_origins[{one.i}]",
            $"'{one.origin}' is no origin; write it as browsers do: https://example.org, without a path and without '*'."));

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);

    // Without a login of its own, such a server would be everybody's.
    private IEnumerable<Misfit> CheckTarget() => profile.CheckAtTarget
        ? environments.Where(environment => !environment.OwnLogin && MayStart(environment.Name)).Select(environment => new Misfit(
            "check_at_target", $"environment {environment.Name} has no login of its own (own_login), so anybody could enter."))
        : [];

    private bool MayStart(string environment)
    {
        var names = Profile.Picked(profile.Environment, profile.Environments);
        return names.Count == 0 || names.Contains(environment) || profile.ProfileOptions.Values.Any(option =>
            option.UnlistedChoice.Environment == environment || option.Choices.Values.Any(choice => choice.Environment == environment));
    }

    private IEnumerable<Misfit> CheckOption(string key, ProfileOptionOptions option)
    {
        var rules = new ProfileOptionRule(key, option, _environments, _sizes) { AsksEnvironment = AsksEnvironment, AsksSize = AsksSize };
        return rules.Check().Select(misfit => misfit.Below($"profile_options.{key}"));
    }
}

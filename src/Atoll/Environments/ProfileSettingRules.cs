using Atoll.Platform.Configuration;

namespace Atoll.Environments;

/// <summary>What must hold of anything that sets something of a start.</summary>
internal static class ProfileSettingRules
{
    public static string Unknown(string kind, string name, IReadOnlyCollection<string> all) =>
        $"there is no {kind} '{name}'; {NearestName.Hint(name, all)}";

    /// <summary>Where a person's own text can go.</summary>
    public static IEnumerable<string> Texts(StartSettingOptions settings) =>
        [settings.Image, settings.DefaultUrl, .. settings.Command, .. settings.Env.Values];

    public static IEnumerable<Misfit> CheckVariables(StartSettingOptions settings) => settings.Env.Keys
        .Where(name => name.Length == 0 || name.Any(character => character == '=' || char.IsControl(character)))
        .Select(name => new Misfit($"env.{name}", $"'{name}' cannot be a variable's name."));
}

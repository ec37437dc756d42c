namespace Atoll.Environments;

/// <summary>Names in user options and in the start form, as KubeSpawner has them (jupyterhub.md 2.1, profile_list); environment and size are ours.</summary>
internal static class StartFields
{
    /// <summary>The profile's slug.</summary>
    public const string Profile = "profile";

    public const string Environment = "environment";

    public const string Size = "size";

    /// <summary>Stands among an option's choices for a text of the person's own.</summary>
    public const string Text = "unlisted-choice";

    /// <summary>After an option's name: that text.</summary>
    public const string TextSuffix = "--" + Text;

    /// <summary>How the fields of all profiles begin.</summary>
    public const string AnyPrefix = "profile-option-";

    /// <summary>The form field of a user option.</summary>
    /// <param name="slug">The profile's; empty when there are no profiles.</param>
    /// <param name="key">The user option.</param>
    public static string Of(string slug, string key) => slug.Length == 0 || key == Profile ? key : Prefix(slug) + key;

    /// <summary>How the fields of a profile begin.</summary>
    public static string Prefix(string slug) => $"{AnyPrefix}{slug}--";
}

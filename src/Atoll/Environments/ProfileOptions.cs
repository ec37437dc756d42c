using System.ComponentModel.DataAnnotations;
using Atoll.Platform.Configuration;

namespace Atoll.Environments;

/// <summary>
/// What a profile, one of its choices or a text of the person's own may set over the environment and size it starts with. The profile's come
/// first, then those of its options in their order; what is set later counts.
/// </summary>
[KeyElsewhere(
    "kubespawner_override",
    "is for Kubernetes, which Atoll does not run on yet; write environment, size, image, env, default_url, command, cpu or memory_gb in its place.")]
internal abstract class StartSettingOptions
{
    /// <summary>Name of an environment to start. On a profile: the only one that may be picked.</summary>
    public string Environment { get; set; } = "";

    /// <summary>Name of a size to start with. On a profile: the only one that may be picked.</summary>
    public string Size { get; set; } = "";

    /// <summary>Image instead of the environment's, by name, digest or local id.</summary>
    public string Image { get; set; } = "";

    /// <summary>More environment variables, over the environment's.</summary>
    public Dictionary<string, string> Env { get; set; } = [];

    /// <summary>Where a person lands instead, below the prefix.</summary>
    public string DefaultUrl { get; set; } = "";

    /// <summary>Command instead of the environment's. Empty (default): the environment's.</summary>
    public List<string> Command { get; set; } = [];

    /// <summary>CPUs instead of the size's, may be a fraction; a tenth of them is kept free for the server.</summary>
    [Range(0.0, 4096.0, MinimumIsExclusive = true)]
    public double? Cpu { get; set; }

    /// <summary>Memory instead of the size's, in GB (2³⁰ bytes); all of it is kept free for the server.</summary>
    [Range(0.0, 65536.0, MinimumIsExclusive = true)]
    public double? MemoryGb { get; set; }
}

/// <summary>One entry of the start page: what a person picks instead of an environment and a size.</summary>
internal sealed class StartProfileOptions : StartSettingOptions
{
    /// <summary>What people read. Required.</summary>
    [Required]
    public string DisplayName { get; set; } = "";

    /// <summary>
    /// Stable name in links, forms and user options; letters, digits, <c>.</c>, <c>_</c> and <c>-</c>. Default: the display name in lower
    /// case, with <c>-</c> for everything else.
    /// </summary>
    [RegularExpression(ProfileSlugs.Pattern, ErrorMessage = ProfileSlugs.Rule)]
    public string Slug { get; set; } = "";

    /// <summary>A line about what it is for.</summary>
    public string Description { get; set; } = "";

    /// <summary>Selected at first. Default: the first profile of the list is.</summary>
    public bool Default { get; set; }

    /// <summary>Names of the environments that may be picked, in this order. Default: all of them.</summary>
    public List<string> Environments { get; set; } = [];

    /// <summary>Names of the sizes that may be picked; the smallest comes first. Default: all of them.</summary>
    public List<string> Sizes { get; set; } = [];

    /// <summary>Further questions by a stable name, such as <c>image</c>; asked in this order.</summary>
    public Dictionary<string, ProfileOptionOptions> ProfileOptions { get; set; } = [];

    /// <summary>
    /// Origins besides the hub's own whose pages may call these servers with the person's credentials, as browsers write them:
    /// <c>https://example.org</c>. Default: none.
    /// </summary>
    public List<string> AllowedOrigins { get; set; } = [];

    /// <summary>
    /// Leaves the check of who may enter to the server, as JupyterHub does: the gate lets everything through. Only for environments with
    /// <c>own_login</c>. Default false.
    /// </summary>
    public bool CheckAtTarget { get; set; }
}

/// <summary>A question of a profile.</summary>
internal sealed class ProfileOptionOptions
{
    /// <summary>What people read. Default: the option's name.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The answers to choose from, by a stable name.</summary>
    public Dictionary<string, ProfileChoiceOptions> Choices { get; set; } = [];

    /// <summary>An answer in the person's own words.</summary>
    public UnlistedChoiceOptions UnlistedChoice { get; set; } = new();
}

/// <summary>An answer to a profile's question.</summary>
internal sealed class ProfileChoiceOptions : StartSettingOptions
{
    /// <summary>What people read. Default: the choice's name.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Selected at first. Default: the first choice is.</summary>
    public bool Default { get; set; }
}

/// <summary>
/// A text of the person's own as the answer, such as an image. <c>{value}</c> in <c>image</c>, <c>env</c>, <c>default_url</c> or
/// <c>command</c> is the text.
/// </summary>
internal sealed class UnlistedChoiceOptions : StartSettingOptions
{
    /// <summary>Whether it is on offer. Default false.</summary>
    public bool Enabled { get; set; }

    /// <summary>Label of the text field. Default: the option's own.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>What stands among the choices. Default <c>Other...</c>.</summary>
    public string DisplayNameInChoices { get; set; } = "Other...";

    /// <summary>Regular expression that the text must match, from its beginning. Default: any text.</summary>
    public string ValidationRegex { get; set; } = "";

    /// <summary>What a person reads whose text does not match. Default: a sentence with the expression.</summary>
    public string ValidationMessage { get; set; } = "";
}

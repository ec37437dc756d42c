using System.ComponentModel.DataAnnotations;

namespace Atoll.Environments;

/// <summary>What becomes of environments' images (<c>images:</c>).</summary>
internal sealed class ImagesOptions
{
    /// <summary>How long an image that no release needs stays on the disk after its last use. Days; default 14.</summary>
    [Range(0.0, 36500.0)]
    public double KeepDays { get; set; } = 14;

    /// <summary>How often the site is asked what the environments' references mean now. Minutes; default 5.</summary>
    [Range(0.0, 1440.0, MinimumIsExclusive = true)]
    public double LookMinutes { get; set; } = 5;

    /// <summary>
    /// How often the registries are asked for a newer image of the same name. Hours; default 24. 0: only <c>atoll environment update</c> asks.
    /// </summary>
    [Range(0.0, 8760.0)]
    public double PullHours { get; set; } = 24;
}

namespace Atoll.Accounts.Groups;

/// <summary>A group that the configuration makes.</summary>
internal sealed class LoadedGroupOptions
{
    /// <summary>Names of users who are put into it; those who do not exist yet are created. Nobody is taken out. Default: nobody.</summary>
    public List<string> Users { get; set; } = [];

    /// <summary>What is to be known of it: any names and texts. Replaces what is there. Default: none, what is there stays.</summary>
    public Dictionary<string, string> Properties { get; set; } = [];
}

/// <summary>What the configuration says of groups.</summary>
/// <param name="Loaded">By name.</param>
/// <param name="AreManaged">The API may not change them.</param>
internal sealed record GroupSettings(IReadOnlyDictionary<string, LoadedGroupOptions> Loaded, bool AreManaged);

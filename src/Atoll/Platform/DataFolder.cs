namespace Atoll.Platform;

/// <summary>Where everything of this hub lies on this machine (<c>--data</c>, default <c>./data</c>).</summary>
internal sealed record DataFolder
{
    public DataFolder(string root)
    {
        Root = Path.GetFullPath(root);
        // The engine reaches the homes as root; nobody else has business here.
        Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Root { get; }

    public string Database => Path.Combine(Root, "atoll.db");

    public string SecretKey => Path.Combine(Root, "secret.key");

    /// <summary>The running hub's command socket (0600).</summary>
    public string Socket => Path.Combine(Root, "atoll.sock");

    /// <summary>The homes, one directory per volume.</summary>
    public string Volumes => Path.Combine(Root, "volumes");

    /// <summary>Environments' examples: mirrors of their repositories, and the copies that servers are shown.</summary>
    public string Examples => Path.Combine(Root, "examples");

    /// <summary>State of the plain-process site.</summary>
    public string Processes => Path.Combine(Root, "processes");
}

namespace Atoll.Platform;

/// <summary>Where everything of this hub lies on this machine (<c>--data</c>, default <c>./data</c>).</summary>
internal sealed record DataFolder
{
    public DataFolder(string root) => Root = Path.GetFullPath(root);

    public string Root { get; }

    public string Database => In("atoll.db");

    public string SecretKey => In("secret.key");

    /// <summary>The running hub's command socket (0600).</summary>
    public string Socket => In("atoll.sock");

    /// <summary>The homes, one directory per volume.</summary>
    public string Volumes => In("volumes");

    /// <summary>Environments' examples: mirrors of their repositories, and the copies that servers are shown.</summary>
    public string Examples => Path.Combine(Root, "examples");

    /// <summary>State of the plain-process site.</summary>
    public string Processes => In("processes");

    /// <summary>Makes it, unless it is there.</summary>
    /// <exception cref="DataFolderException">It cannot be made.</exception>
    public void Create() =>
        // The engine reaches the homes as root; nobody else has business here.
        DataFaults.Guard(Root, () => Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));

    private string In(string name) => Path.Combine(Root, name);
}

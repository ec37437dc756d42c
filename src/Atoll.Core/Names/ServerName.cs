using System.Collections.Frozen;

namespace Atoll.Core.Names;

/// <summary>Names of servers besides the default one (jupyterhub.md 1.5).</summary>
/// <remarks>
/// JupyterHub takes whatever has no slash. A server <c>gpu</c> is at <c>/user/ada/gpu/</c>, below the address of ada's default server: a name that
/// is one of Jupyter's own paths would hide a part of that. Only new names are judged; a server that has a bad one already keeps it.
/// </remarks>
public static class ServerName
{
    private const string OwnPrefix = "_atoll";

    // Percent-encoded it is part of a cookie's path, of which browsers take 1024 bytes.
    private const int MostOfPath = 1000;
    private const int MostOfDisplayName = 255;

    private static readonly FrozenSet<string> _reserved = new[]
    {
        // Jupyter Server, and jupyterhub-singleuser in it.
        "api", "custom", "favicon.ico", "files", "hub", "kernelspecs", "login", "logout", "metrics", "nbconvert", "nbextensions",
        "oauth_callback", "public", "robots.txt", "security", "services", "static", "user", "user-redirect", "view",
        // JupyterLab, the classic notebook and their relatives.
        "consoles", "doc", "edit", "lab", "labextensions", "nbclassic", "notebooks", "retro", "terminals", "tree", "tutorials", "workspaces",
        // What their extensions and proxies serve.
        "assignments", "code-server", "courses", "dask", "dashboard", "desktop", "formgrader", "git", "git-pull", "jupyter-server-proxy", "lsp",
        "mathjax", "matlab", "nbdime", "nbgrader", "openrefine", "panel", "pluto", "proxy", "rserver", "rstudio", "shiny", "streamlit",
        "tensorboard", "voila", "vnc", "vscode",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a new server cannot have this name, as the end of a sentence; null when it can.</summary>
    /// <param name="owner">Whose server.</param>
    /// <param name="name">The name, as it would be stored.</param>
    public static string? FaultOf(string owner, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name switch
        {
            "" => "it is empty, and that is the name of the default server",
            "." or ".." => "in addresses it means a folder",
            _ when HasSlash(name) => "it may not contain '/'",
            _ when name.Trim().Length != name.Length => "it begins or ends with a space",
            _ when _reserved.Contains(name) => $"{UrlNames.ServerPrefix(owner, name)} is an address of the default server itself",
            _ when name.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase) => $"names that begin with {OwnPrefix} are the hub's own",
            _ when VisibleText.FirstUnseen(name) is { } unseen => $"it holds a character that cannot be seen (U+{unseen.Value:X4})",
            _ when UrlNames.ServerPrefix(owner, name).Length > MostOfPath => "it is too long for an address",
            _ => null,
        };
    }

    /// <summary>Whether a name holds a slash, or what addresses keep escaped so that it is none.</summary>
    public static bool HasSlash(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Contains('/', StringComparison.Ordinal) || name.Contains("%2f", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Why a server cannot be called this on pages, as the end of a sentence; null when it can.</summary>
    public static string? FaultOfDisplayName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name switch
        {
            _ when string.IsNullOrWhiteSpace(name) => "it is empty",
            _ when VisibleText.FirstUnseen(name) is { } unseen => $"it holds a character that cannot be seen (U+{unseen.Value:X4})",
            _ when name.EnumerateRunes().Count() > MostOfDisplayName => $"it is longer than {MostOfDisplayName} characters",
            _ => null,
        };
    }
}

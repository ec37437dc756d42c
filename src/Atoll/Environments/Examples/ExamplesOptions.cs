using System.ComponentModel.DataAnnotations;
using Atoll.Platform.Configuration;

namespace Atoll.Environments.Examples;

/// <summary>A git repository whose files people of an environment find in their home, up to date at each start.</summary>
internal sealed class ExamplesOptions : IChecksItself
{
    /// <summary>URL or path of the git repository. Default: none. What it holds must be readable without a question, and below 500 MB.</summary>
    public string Repository { get; set; } = "";

    /// <summary>A branch or tag. Default: the repository's own.</summary>
    [RegularExpression("[A-Za-z0-9_./][A-Za-z0-9_./-]*", ErrorMessage = "must be the name of a branch or tag")]
    public string Branch { get; set; } = "";

    /// <summary>Folder below the home. Default: <c>examples/</c> and the environment's name.</summary>
    public string Folder { get; set; } = "";

    /// <summary>
    /// The file of it that is open when a person starts the environment for the first time, if <c>default_url</c> is <c>/lab</c>. Empty for
    /// none. Default <c>README.md</c>.
    /// </summary>
    public string Landing { get; set; } = "README.md";

    /// <summary>Whether there are any.</summary>
    public bool Exist() => Repository.Length > 0;

    /// <summary>The folder below the home, for an environment of this name.</summary>
    public string FolderOf(string environment) => Folder.Length > 0 ? Folder.TrimEnd('/') : $"examples/{environment}";

    public IEnumerable<Misfit> Check()
    {
        if (!IsBelow(Folder))
        {
            yield return new Misfit("folder", $"'{Folder}' is no folder below the home; write it as examples/course, without '..' and a slash in front.");
        }

        if (!IsBelow(Landing))
        {
            yield return new Misfit("landing", $"'{Landing}' is no file of the examples; write it as README.md, without '..' and a slash in front.");
        }

        if (Repository.StartsWith('-'))
        {
            yield return new Misfit("repository", $"'{Repository}' is neither a URL nor a path.");
        }
    }

    private static bool IsBelow(string path) =>
        path.Length == 0 || path.TrimEnd('/').Split('/').All(part => part is not ("" or "." or "..") && !part.Any(char.IsControl));
}

using System.Security.Cryptography;
using System.Text;

namespace Atoll.Environments.Examples;

/// <summary>
/// One repository's place below the data folder: a mirror, and beside it a folder per commit with its files and their list. A copy is made
/// aside and takes its name at once, so that what has a commit's name is whole.
/// </summary>
internal sealed class ExamplesFolder(string root, TimeProvider time)
{
    private const long MostBytes = 500L << 20;
    private const string Link = "120000";
    private const string Submodule = "160000";

    private static readonly TimeSpan _fetchLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    // A workload that is just being made may still be given the one before.
    private static readonly TimeSpan _keep = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, string> _plain = [];

    private string Mirror => Path.Combine(root, "mirror.git");

    private string Current => Path.Combine(root, "current");

    /// <summary>The folder's name for a repository: another repository or branch is another folder, never a mixture.</summary>
    public static string NameOf(string environment, ExamplesOptions options) =>
        $"{environment}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Repository}\n{options.Branch}")))[..8]}";

    /// <summary>The copy that was made last, by whichever hub; null when there is none.</summary>
    public ExamplesCopy? Latest() =>
        File.Exists(Current) && new ExamplesCopy(Path.Combine(root, File.ReadAllText(Current)), Moment(File.GetLastWriteTimeUtc(Current))) is { IsThere: true } copy
            ? copy
            : null;

    /// <summary>Fetches the repository's newest state and makes its copy, if there is none yet.</summary>
    /// <exception cref="ExamplesException">It could not be fetched, or is too large.</exception>
    public async Task<ExamplesCopy> RefreshAsync(ExamplesOptions options, CancellationToken cancellationToken)
    {
        // Workloads are shown what is below it, as other users.
        Directory.CreateDirectory(root);
        if (!File.Exists(Path.Combine(Mirror, "HEAD")))
        {
            await GitAsync(root, _limit, cancellationToken, "init", "--quiet", "--bare", Mirror);
        }

        var branch = options.Branch.Length > 0 ? options.Branch : "HEAD";
        await GitAsync(
            Mirror, _fetchLimit, cancellationToken, "fetch", "--quiet", "--no-tags", "--depth=1", "--force", "--", options.Repository, branch);
        var commit = (await GitAsync(Mirror, _limit, cancellationToken, "rev-parse", "FETCH_HEAD")).Trim();
        var folder = Path.Combine(root, commit);
        if (!new ExamplesCopy(folder, default).IsThere)
        {
            await CopyAsync(commit, folder, cancellationToken);
        }

        await File.WriteAllTextAsync(Current + ".new", commit, cancellationToken);
        File.Move(Current + ".new", Current, overwrite: true);
        Forget(commit);
        return new ExamplesCopy(folder, time.GetUtcNow());
    }

    private async Task CopyAsync(string commit, string folder, CancellationToken cancellationToken)
    {
        var aside = folder + ".new";
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }

        var files = Directory.CreateDirectory(Path.Combine(aside, ExamplesCopy.FilesName)).FullName;
        var variables = new Dictionary<string, string>
        {
            ["GIT_DIR"] = Mirror, ["GIT_WORK_TREE"] = files, ["GIT_INDEX_FILE"] = Path.Combine(aside, "index"),
        };
        var tree = await Git.RunAsync(files, variables, _limit, time, cancellationToken, "ls-tree", "-r", "-l", "-z", commit);
        var entries = TreeEntry.Parse(tree).Where(entry => entry.Mode is not Submodule && entry.IsPlain).ToList();
        if (entries.Sum(entry => entry.Bytes) is > MostBytes and var bytes)
        {
            throw new ExamplesException($"The repository holds {bytes >> 20} MB; examples may have {MostBytes >> 20} MB, because every home gets them.");
        }

        await Git.RunAsync(files, variables, _limit, time, cancellationToken, "read-tree", commit);
        await Git.RunAsync(files, variables, _limit, time, cancellationToken, "checkout-index", "--quiet", "--all");
        await File.WriteAllLinesAsync(
            Path.Combine(aside, ExamplesCopy.ListName), entries.Select(entry => LineOf(files, entry)), cancellationToken);
        Open(aside);
        Directory.Move(aside, folder);
    }

    private static string LineOf(string files, TreeEntry entry)
    {
        if (entry.Mode == Link)
        {
            return $"link {entry.Path}";
        }

        using var file = File.OpenRead(Path.Combine(files, entry.Path));
        return $"{Convert.ToHexStringLower(SHA256.HashData(file))} {entry.Path}";
    }

    // Readable for whoever a workload runs as, whatever this program's umask is. Links have no mode of their own.
    private static void Open(string folder)
    {
        const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.UserWrite;
        const UnixFileMode Run = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(folder, Read | Run);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null))
        {
            if (entry is DirectoryInfo)
            {
                Open(entry.FullName);
            }
            else
            {
                File.SetUnixFileMode(entry.FullName, entry.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? Read | Run : Read);
            }
        }
    }

    private static DateTimeOffset Moment(DateTime utc) => new(utc, TimeSpan.Zero);

    private void Forget(string commit)
    {
        var old = new DirectoryInfo(root).EnumerateDirectories()
            .Where(folder => folder.Name != commit && folder.FullName != Mirror && time.GetUtcNow() - Moment(folder.CreationTimeUtc) > _keep);
        foreach (var folder in old.ToList())
        {
            folder.Delete(recursive: true);
        }
    }

    private Task<string> GitAsync(string folder, TimeSpan limit, CancellationToken cancellationToken, params IReadOnlyList<string> arguments) =>
        Git.RunAsync(folder, _plain, limit, time, cancellationToken, arguments);
}

/// <summary>One commit's files, as a workload is shown them.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="Fetched">When the repository was last asked.</param>
internal sealed record ExamplesCopy(string Folder, DateTimeOffset Fetched)
{
    /// <summary>Below it: the repository's files.</summary>
    public const string FilesName = "files";

    /// <summary>Below it: a line for each file, as examples.sh reads it.</summary>
    public const string ListName = "list";

    /// <summary>Whether it is whole.</summary>
    public bool IsThere => File.Exists(Path.Combine(Folder, ListName));

    /// <summary>Whether it has this file.</summary>
    public bool Has(string path) => path.Length > 0 && File.Exists(Path.Combine(Folder, FilesName, path));
}

/// <summary>A line of <c>git ls-tree -r -l</c>.</summary>
internal sealed record TreeEntry(string Mode, long Bytes, string Path)
{
    /// <summary>Whether its name can be told to a shell in a line: no line breaks, and nothing that is not UTF-8.</summary>
    public bool IsPlain => !Path.Any(character => character is '\n' or '\r' or '\uFFFD');

    /// <summary><c>mode type id size TAB path NUL</c>, the size padded; <c>-</c> for a submodule.</summary>
    public static IEnumerable<TreeEntry> Parse(string tree) =>
        from line in tree.Split('\0', StringSplitOptions.RemoveEmptyEntries)
        let tab = line.IndexOf('\t', StringComparison.Ordinal)
        let columns = line[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select new TreeEntry(columns[0], long.TryParse(columns[3], System.Globalization.CultureInfo.InvariantCulture, out var bytes) ? bytes : 0, line[(tab + 1)..]);
}

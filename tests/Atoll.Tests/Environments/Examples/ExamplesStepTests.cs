using System.Diagnostics;
using System.Security.Cryptography;
using Atoll.Environments.Examples;
using Xunit;

namespace Atoll.Tests.Environments.Examples;

public sealed class ExamplesStepWithSh() : ExamplesStepTests("/bin/sh");

public sealed class ExamplesStepWithBusybox() : ExamplesStepTests("/bin/busybox", "sh");

public sealed class ExamplesStepWithBash() : ExamplesStepTests("/bin/bash");

/// <summary>The step in front of a server, run by the shells that images have, between two folders.</summary>
public abstract class ExamplesStepTests(params string[] shell) : IDisposable
{
    private const string Folder = "examples/slim";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("atoll-step-");

    private string Files => Path.Combine(_root.FullName, "from", "files");

    private string Home => Path.Combine(_root.FullName, "home");

    private string Mine => Path.Combine(Home, Folder);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task The_first_start_brings_everything()
    {
        Offer("README.md", "welcome");
        Offer("deep/er/data ü ' \" $x.txt", "umlauts and spaces");
        Offer("-dash", "a name like an option");
        Offer(" blanks ", "a name with blanks around");
        File.WriteAllBytes(Path.Combine(Files, "plot.png"), RandomNumberGenerator.GetBytes(70_000));
        File.CreateSymbolicLink(Path.Combine(Files, "link.md"), "README.md");

        var said = await RunAsync();

        Assert.Contains("6 new or renewed in examples/slim, 0 of your own", said, StringComparison.Ordinal);
        foreach (var path in Offered())
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(Files, path)), File.ReadAllBytes(Path.Combine(Mine, path)));
        }

        Assert.Equal("README.md", new FileInfo(Path.Combine(Mine, "link.md")).LinkTarget);
    }

    [Fact]
    public async Task What_the_repository_changed_is_renewed_and_what_it_added_comes()
    {
        Offer("a", "1");
        Offer("b", "1");
        await RunAsync();
        Offer("b", "2");
        Offer("sub/c", "1");

        var said = await RunAsync();

        Assert.Equal(("1", "2", "1"), (Read("a"), Read("b"), Read("sub/c")));
        Assert.Contains("2 new or renewed", said, StringComparison.Ordinal);
        Assert.Contains("0 new or renewed in examples/slim, 0 of your own", await RunAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_person_edited_stays_through_every_new_version()
    {
        Offer("edited", "1");
        await RunAsync();
        Write("edited", "mine");
        await RunAsync();
        Offer("edited", "2");
        Assert.Contains("1 of your own left as they are", await RunAsync(), StringComparison.Ordinal);
        Offer("edited", "3");
        await RunAsync();

        Assert.Equal("mine", Read("edited"));
    }

    [Fact]
    public async Task An_edit_that_was_taken_back_is_no_edit()
    {
        Offer("edited", "1");
        await RunAsync();
        Write("edited", "mine");
        Offer("edited", "2");
        await RunAsync();
        Write("edited", "1");
        await RunAsync();

        Assert.Equal("2", Read("edited"));
    }

    [Fact]
    public async Task What_the_person_deleted_comes_back()
    {
        Offer("kept", "1");
        Offer("deleted", "1");
        await RunAsync();
        File.Delete(Path.Combine(Mine, "deleted"));
        await RunAsync();

        Assert.Equal("1", Read("deleted"));
    }

    [Fact]
    public async Task What_the_person_added_stays_also_under_a_name_that_the_repository_takes_later()
    {
        Offer("a", "1");
        await RunAsync();
        Write("own", "mine");
        Offer("own", "theirs");
        await RunAsync();
        Offer("own", "theirs 2");
        await RunAsync();

        Assert.Equal("mine", Read("own"));
    }

    [Fact]
    public async Task What_the_repository_drops_goes_unless_it_was_edited()
    {
        Offer("dropped", "1");
        Offer("edited", "1");
        await RunAsync();
        Write("edited", "mine");
        File.Delete(Path.Combine(Files, "dropped"));
        File.Delete(Path.Combine(Files, "edited"));
        Offer("a", "1");
        await RunAsync();

        Assert.False(File.Exists(Path.Combine(Mine, "dropped")));
        Assert.Equal("mine", Read("edited"));
    }

    [Fact]
    public async Task No_link_leads_anywhere()
    {
        Offer("sub/a", "1");
        Offer("b", "1");
        await RunAsync();
        var elsewhere = Directory.CreateDirectory(Path.Combine(_root.FullName, "elsewhere")).FullName;
        File.WriteAllText(Path.Combine(elsewhere, "precious"), "mine");
        Directory.Delete(Path.Combine(Mine, "sub"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(Mine, "sub"), elsewhere);
        File.Delete(Path.Combine(Mine, "b"));
        File.CreateSymbolicLink(Path.Combine(Mine, "b"), Path.Combine(elsewhere, "precious"));
        Offer("sub/a", "2");
        Offer("b", "2");
        await RunAsync();

        Assert.Equal(["precious"], Directory.GetFiles(elsewhere).Select(Path.GetFileName));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(elsewhere, "precious")));
    }

    [Fact]
    public async Task A_folder_that_is_a_link_is_left_alone()
    {
        Offer("a", "1");
        Directory.CreateDirectory(Home);
        var elsewhere = Directory.CreateDirectory(Path.Combine(_root.FullName, "elsewhere")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(Home, "examples"), elsewhere);

        Assert.Contains("reached by a link; the examples are left out", await RunAsync(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Fact]
    public async Task A_folder_in_a_files_place_and_a_file_in_a_folders_place_stay()
    {
        Offer("a", "1");
        Offer("sub/b", "1");
        Directory.CreateDirectory(Path.Combine(Mine, "a"));
        Write("sub", "a file");
        Assert.Contains("2 of your own", await RunAsync(), StringComparison.Ordinal);

        Assert.Equal("a file", Read("sub"));
        Assert.True(Directory.Exists(Path.Combine(Mine, "a")));
    }

    [Fact]
    public async Task A_home_that_cannot_be_written_to_stops_no_server()
    {
        Offer("a", "1");

        Assert.Contains("cannot be written to; the examples are left out", await RunAsync(home: "/proc/self"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_home_stops_no_server_and_the_rest_comes_when_there_is_room()
    {
        Offer("a", "1");
        Offer("b", new string('x', 200_000));
        Offer("c", "1");

        // Files of more than 50 blocks cannot be written: what a full disk is to a program.
        var said = await RunAsync(before: "ulimit -f 50");

        Assert.Contains("'b' could not be written (is the home full?); the rest of the examples is left out", said, StringComparison.Ordinal);
        Assert.Equal("1", Read("a"));
        Assert.Equal([".atoll-examples", "a"], Directory.GetFiles(Mine).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        await RunAsync();
        Assert.Equal("1", Read("c"));
    }

    [Fact]
    public async Task Without_anything_to_bring_the_server_starts()
    {
        Directory.CreateDirectory(Files);
        Assert.Contains("0 new or renewed", await RunAsync(), StringComparison.Ordinal);
        Directory.Delete(Path.Combine(_root.FullName, "from"), recursive: true);
        Assert.NotEqual("", await RunAsync(list: false));
    }

    private void Offer(string path, string text)
    {
        var file = Path.Combine(Files, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Mine);
        File.WriteAllText(Path.Combine(Mine, path), text);
    }

    private string Read(string path) => File.ReadAllText(Path.Combine(Mine, path));

    private IEnumerable<string> Offered() => Directory.GetFiles(Files, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Files, file)).Order(StringComparer.Ordinal);

    /// <summary>Runs the step with a server that says so; returns what the step said.</summary>
    private async Task<string> RunAsync(string? home = null, string before = ":", bool list = true)
    {
        if (list)
        {
            await File.WriteAllLinesAsync(Path.Combine(_root.FullName, "from", "list"), Offered().Select(LineOf));
        }

        Directory.CreateDirectory(Home);
        var step = ExamplesStep.Before(Folder, ["echo", "the server runs", "with its arguments"]);
        // The image's shell in the place of /bin/sh, and the copy where it is.
        string[] command = [.. shell[1..], "-c", $"{before}; exec \"$@\"", "test", .. shell, .. step.Skip(1).Select(part => part == ExamplesStep.Path ? Path.Combine(_root.FullName, "from") : part)];
        var start = new ProcessStartInfo(shell[0], command) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = home ?? Home;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal((0, "the server runs with its arguments\n"), (process.ExitCode, await output));
        return error;
    }

    private string LineOf(string path)
    {
        var file = new FileInfo(Path.Combine(Files, path));
        return file.LinkTarget is null ? $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.FullName)))} {path}" : $"link {path}";
    }
}

using Atoll.Environments.Examples;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Environments.Examples;

/// <summary>From a repository to the copy that servers are shown, with the machine's own git.</summary>
public sealed class ExamplesFolderTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("atoll-examples-");
    private GitRepository _repository = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ExamplesFolder Folder => new(Path.Combine(_data.FullName, "slim"), TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        _repository = await GitRepository.NewAsync();
        _repository.Write("README.md", "one");
        _repository.Write("sub/ä b.txt", "two");
        _repository.Write("run.sh", "#!/bin/sh");
        File.SetUnixFileMode(_repository.At("run.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(_repository.At("link"), "/etc/hostname");
        await _repository.CommitAsync();
    }

    public ValueTask DisposeAsync()
    {
        _repository.Dispose();
        _data.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_copy_is_the_commits_files_readable_for_all_and_their_list()
    {
        var copy = await RefreshAsync();

        Assert.True(copy.IsThere);
        Assert.Equal("two", await File.ReadAllTextAsync(Path.Combine(copy.Folder, "files", "sub/ä b.txt"), Cancel));
        Assert.Equal((true, false, false), (copy.Has("README.md"), copy.Has("none.md"), copy.Has("")));
        Assert.False(Directory.Exists(Path.Combine(copy.Folder, "files", ".git")));
        Assert.True(File.GetUnixFileMode(Path.Combine(copy.Folder, "files", "run.sh")).HasFlag(UnixFileMode.OtherExecute));
        Assert.True(File.GetUnixFileMode(Path.Combine(copy.Folder, "files", "sub/ä b.txt")).HasFlag(UnixFileMode.OtherRead));
        Assert.Equal(
            [
                "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed README.md",
                "link link",
            ],
            (await File.ReadAllLinesAsync(Path.Combine(copy.Folder, "list"), Cancel)).Where(line => line.EndsWith("README.md", StringComparison.Ordinal) || line.EndsWith("link", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Another_commit_is_another_copy_and_the_same_is_the_same()
    {
        var first = await RefreshAsync();
        Assert.Equal(first.Folder, (await RefreshAsync()).Folder);
        _repository.Write("README.md", "changed");
        var commit = await _repository.CommitAsync();

        var second = await RefreshAsync();

        Assert.Equal(commit, Path.GetFileName(second.Folder));
        Assert.Equal("changed", await File.ReadAllTextAsync(Path.Combine(second.Folder, "files", "README.md"), Cancel));
        Assert.True(first.IsThere);
        Assert.Equal(second.Folder, Folder.Latest()!.Folder);
    }

    [Fact]
    public async Task A_history_that_was_rewritten_is_followed()
    {
        await RefreshAsync();
        await _repository.GitAsync("checkout", "--quiet", "--orphan", "other");
        _repository.Write("README.md", "rewritten");
        await _repository.CommitAsync();
        await _repository.GitAsync("branch", "--force", "main", "other");
        await _repository.GitAsync("checkout", "--quiet", "main");

        Assert.Equal("rewritten", await File.ReadAllTextAsync(Path.Combine((await RefreshAsync()).Folder, "files", "README.md"), Cancel));
    }

    [Fact]
    public async Task A_branch_is_what_was_asked_for()
    {
        await _repository.GitAsync("checkout", "--quiet", "-b", "course");
        _repository.Write("only-here", "x");
        await _repository.CommitAsync();
        await _repository.GitAsync("checkout", "--quiet", "main");

        Assert.True((await RefreshAsync("course")).Has("only-here"));
        Assert.False((await RefreshAsync()).Has("only-here"));
        Assert.NotEqual(
            ExamplesFolder.NameOf("slim", new() { Repository = "x" }), ExamplesFolder.NameOf("slim", new() { Repository = "x", Branch = "course" }));
    }

    [Fact]
    public async Task What_is_missing_is_told_in_gits_words_and_the_last_copy_stays()
    {
        var copy = await RefreshAsync();
        var missing = await Assert.ThrowsAsync<ExamplesException>(() => RefreshAsync("no-such-branch"));
        Assert.Contains("no-such-branch", missing.Message, StringComparison.Ordinal);
        _repository.Dispose();

        await Assert.ThrowsAsync<ExamplesException>(() => RefreshAsync());

        Assert.Equal(copy.Folder, Folder.Latest()!.Folder);
    }

    [Fact]
    public async Task A_copy_that_was_cut_off_is_made_again()
    {
        var copy = await RefreshAsync();
        Directory.Move(copy.Folder, copy.Folder + ".new");
        Assert.Null(Folder.Latest());

        Assert.True((await RefreshAsync()).IsThere);
    }

    private Task<ExamplesCopy> RefreshAsync(string branch = "") =>
        Folder.RefreshAsync(new ExamplesOptions { Repository = _repository.Path, Branch = branch }, Cancel);
}

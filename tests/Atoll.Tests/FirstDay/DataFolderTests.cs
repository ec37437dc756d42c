using System.Diagnostics;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.FirstDay;

/// <summary>A data folder that cannot be used: each time the sentence names it, says what is wrong, and what mends it. Nothing is half made.</summary>
public sealed class DataFolderTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-data-");

    private string Config => In("atoll.yaml");

    public async ValueTask InitializeAsync() => await File.WriteAllTextAsync(Config, StandIn.Yaml());

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Place_of_the_folder_is_taken()
    {
        await File.WriteAllTextAsync(In("file"), "", TestContext.Current.CancellationToken);
        await SaysAsync(In("file"), $"{In("file")} cannot be a folder: there is a file in its place. Remove it, or choose another folder with --data.");
        await SaysAsync(In("file/below"), $"{In("file/below")} cannot be made: {In("file")} is a file. Remove it, or choose another folder with --data.");
        Directory.CreateDirectory(In("data/atoll.db"));
        await SaysAsync(In("data"), $"{In("data/atoll.db")} is a folder, where the hub keeps a file. Move it away, or choose another folder with --data.");
    }

    [Fact]
    public async Task Folder_of_somebody_else()
    {
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)Convert.ToInt32("755", 8));
        Directory.CreateDirectory(In("data"));
        const string Remedy = "belongs to root, and this is nobody. Run this as root, or choose another folder with --data.";

        Assert.Equal($"atoll: {In("data")} {Remedy}\n", await AsNobodyAsync("up", "--data", In("data"), "--config", Config));
        Assert.Equal(
            $"atoll: {In("new")} cannot be made: {_folder.FullName} {Remedy}\n", await AsNobodyAsync("user", "add", "ada", "--data", In("new"), "--config", Config));
        Assert.False(Directory.Exists(In("new")));
    }

    [Fact]
    public async Task Folder_that_may_only_be_read()
    {
        using var disk = TinyDisk.Mount(kilobytes: 1024);
        disk.MakeReadOnly();

        await SaysAsync(disk.Path, $"{disk.Path} is on a file system that can only be read. Mount it writable, or choose another folder with --data.");
        await SaysAsync($"{disk.Path}/x", $"{disk.Path}/x is on a file system that can only be read. Mount it writable, or choose another folder with --data.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(100)]
    public async Task Disk_without_space(int left)
    {
        using var disk = TinyDisk.Mount(kilobytes: Math.Max(4, left));
        if (left == 0)
        {
            disk.Fill();
        }

        var up = await UpAsync(disk.Path);

        Assert.Equal(1, up.Code);
        Assert.Matches($"^atoll: There is no space left for (the database )?{disk.Path}(/[a-z.]+)?\\. Free some[;,] [^\n]+\\.\n$", up.Error);
    }

    [Fact]
    public async Task Disk_that_filled_up_since_the_last_start_keeps_what_it_has()
    {
        using var disk = TinyDisk.Mount(kilobytes: 1024);
        Assert.Equal(0, (await AtollProgram.RunAsync("user", "add", "ada", "--data", disk.Path, "--config", Config)).Code);
        disk.Fill();

        var bob = await AtollProgram.RunAsync("user", "add", "bob", "--data", disk.Path, "--config", Config);
        await SaysAsync(disk.Path, $"There is no space left for the database {disk.Path}/atoll.db. Free some; what is in it is not harmed.");
        disk.Empty();

        Assert.Equal($"atoll: There is no space left for the database {disk.Path}/atoll.db. Free some; what is in it is not harmed.\n", bob.Error);
        Assert.Equal("ada\n", (await AtollProgram.RunAsync("user", "list", "--data", disk.Path, "--config", Config)).Output);
    }

    [Fact]
    public async Task Commands_that_only_look_make_no_folder()
    {
        foreach (var command in new string[][] { ["user", "list"], ["token", "create", "--user", "ada"] })
        {
            var looked = await AtollProgram.RunAsync([.. command, "--data", In("typo"), "--config", Config]);
            Assert.Equal(
                new ProgramEnd(1, "", $"atoll: There is no hub in {In("typo")}. Name its folder with --data, or start one with: atoll up\n"), looked);
        }

        Assert.Equal($"There is no hub in {In("typo")}.\n", (await AtollProgram.RunAsync("down", "--data", In("typo"), "--config", Config)).Output);
        Assert.Equal(0, (await AtollProgram.RunAsync("check", "--data", In("typo"), "--config", Config)).Code);
        Assert.False(Directory.Exists(In("typo")));
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private async Task SaysAsync(string data, string sentence) =>
        Assert.Equal(new ProgramEnd(1, "", $"atoll: {sentence}\n"), await UpAsync(data));

    private Task<ProgramEnd> UpAsync(string data) =>
        AtollProgram.RunAsync("up", "--port", $"{HubFixture.FreePort()}", "--data", data, "--config", Config);

    // Only root can become somebody else, and only so is there a folder of somebody else.
    private static async Task<string> AsNobodyAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "dotnet", Path.Combine(AppContext.BaseDirectory, "Atoll.dll"), .. arguments])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["HOME"] = "/", ["DOTNET_EnableDiagnostics"] = "0" },
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return said;
    }
}

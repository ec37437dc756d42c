using Atoll.Platform;
using Atoll.Platform.Secrets;
using Xunit;

namespace Atoll.Tests.Platform.Secrets;

public sealed class HubSecretsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-secret-");

    private string File => Path.Combine(_folder.FullName, "secret.key");

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string text)
    {
        System.IO.File.WriteAllText(File, text);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Secret_is_made_once_and_only_the_hub_may_read_it()
    {
        var first = HubSecrets.Load(File, fromEnvironment: null).Derive("gate");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(first, HubSecrets.Load(File, "").Derive("gate"));
        Assert.NotEqual(first, HubSecrets.Load(File, "").Derive("xsrf"));
        Assert.Equal(32, first.Length);
    }

    [Fact]
    public void Damaged_file_is_not_replaced()
    {
        Write("short");

        var fault = Assert.Throws<DataFolderException>(() => HubSecrets.Load(File, fromEnvironment: null));

        Assert.Equal($"{File} is damaged: it has 5 bytes, not 32. Restore it from a backup; without one, remove it and start once with --new-secret.", fault.Message);
        Assert.Equal("short", System.IO.File.ReadAllText(File));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead, "640")]
    [InlineData(UnixFileMode.OtherRead, "604")]
    [InlineData(UnixFileMode.OtherWrite, "602")]
    public void File_that_others_may_read_or_change_is_not_used(UnixFileMode others, string mode)
    {
        Write(new string('x', 32));
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);

        var fault = Assert.Throws<DataFolderException>(() => HubSecrets.Load(File, fromEnvironment: null));

        Assert.StartsWith($"{File} is open to others (mode {mode}): ", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"chmod 600 {File}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Environment_wins_and_then_no_file_is_made()
    {
        var secret = HubSecrets.Load(File, "from the environment").Derive("gate");

        Assert.False(System.IO.File.Exists(File));
        Assert.NotEqual(HubSecrets.Load(File, fromEnvironment: null).Derive("gate"), secret);
        Assert.Equal(HubSecrets.Load(File, "from the environment").Derive("gate"), secret);
    }
}

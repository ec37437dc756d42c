using Atoll.Platform;
using Atoll.Platform.Database;
using Xunit;

namespace Atoll.Tests.Platform;

public sealed class PrivateFilesTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-private-");

    [Fact]
    public void The_data_folder_is_the_owners_alone()
    {
        var data = new DataFolder(Path.Combine(_folder.FullName, "data"));
        data.Create();
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(data.Root));
    }

    [Fact]
    public async Task The_database_and_its_journal_are_the_owners_alone_in_any_folder()
    {
        var path = Path.Combine(_folder.FullName, "atoll.db");
        await using var database = new SqliteDatabase(path);
        await database.MigrateAsync(TestContext.Current.CancellationToken);
        Assert.All([path, path + "-wal", path + "-shm"], file => Assert.Equal(Owner, File.GetUnixFileMode(file)));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

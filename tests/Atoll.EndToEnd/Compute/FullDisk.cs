using Atoll.Compute;
using Atoll.TestKit.Conformance;

namespace Atoll.EndToEnd.Compute;

/// <summary>A small file system in memory, filled to the brim when a test says so.</summary>
internal sealed class FullDisk : IAsyncDisposable
{
    // Enough for an engine and a small image.
    private const int Files = 8192;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-disk-");

    public string Folder => _folder.FullName;

    public static async Task<FullDisk> MakeAsync(int megabytes)
    {
        var disk = new FullDisk();
        await HostCommand.RunAsync($"mount -t tmpfs -o size={megabytes}m,nr_inodes={Files} tmpfs {disk.Folder}");
        return disk;
    }

    /// <summary>Until neither a byte nor a file more fits.</summary>
    public void Fill()
    {
        using var file = File.OpenHandle(Path.Combine(Folder, "filling"), FileMode.Create, FileAccess.Write);
        var page = new byte[4096];
        UntilFull(at => RandomAccess.Write(file, page, (long)at * page.Length));
        UntilFull(at => File.Create(Path.Combine(Folder, $"filling-{at}")).Dispose());
    }

    /// <summary>Gives all of it back.</summary>
    public void Free()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "filling*").ToList())
        {
            File.Delete(file);
        }
    }

    private static void UntilFull(Action<int> write)
    {
        try
        {
            for (var at = 0; ; at++)
            {
                write(at);
            }
        }
        catch (IOException e) when (e.HResult == Native.NoSpace)
        {
            // That was the aim.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await HostCommand.RunAsync($"umount {Folder}");
        _folder.Delete();
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Atoll.TestKit;

/// <summary>A file system of a few megabytes in memory, mounted at a temporary folder: to run out of space without harm. Needs root.</summary>
internal sealed class TinyDisk : IDisposable
{
    private const int Chunk = 4096;

    private TinyDisk(string path) => Path = path;

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    private string Filling => System.IO.Path.Combine(Path, "filling");

    /// <summary>Mounts one.</summary>
    /// <exception cref="InvalidOperationException">This user may not mount.</exception>
    public static TinyDisk Mount(int kilobytes)
    {
        var folder = Directory.CreateTempSubdirectory("atoll-disk-").FullName;
        var size = string.Create(CultureInfo.InvariantCulture, $"size={kilobytes}k,mode=0700");
        Run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder);
        return new TinyDisk(folder);
    }

    /// <summary>Leaves no byte.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filling, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var chunk = new byte[Chunk];
        try
        {
            while (true)
            {
                file.Write(chunk);
            }
        }
        catch (IOException)
        {
            // That was the last one.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Empty() => File.Delete(Filling);

    /// <summary>Nothing can be written from now on, not even where there is space.</summary>
    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    public void Dispose()
    {
        // Whoever still has a file open there loses nothing: it is away from the folder at once, and gone when they close it.
        Run("umount", "--lazy", Path);
        Directory.Delete(Path);
    }

    private static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)}: {said.Trim()} Run these tests as root.");
        }
    }
}

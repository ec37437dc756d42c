using System.Diagnostics;
using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace Atoll.EndToEnd.Compute;

/// <summary>The smallest image with a shell: this machine's static busybox, and an entry point that leaves a trace.</summary>
internal static class BusyboxImage
{
    private const string Busybox = "/bin/busybox";
    private const UnixFileMode Everyone = (UnixFileMode)0b111_101_101;

    // Counts what the recipe's other parts do not show, such as modes.
    private const int Revision = 1;

    private const string Entry = """
        #!/bin/sh
        export FROM_ENTRYPOINT=yes
        exec "$@"

        """;

    private static readonly string[] Bare = ["WORKDIR /home/jovyan", "ENV HOME=/home/jovyan"];

    private static readonly string[] WithEntry =
        [.. Bare, "ENTRYPOINT [\"/bin/entry\"]", "CMD [\"sh\", \"-c\", \"echo the default command\"]"];

    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>The image with the entry point, made if the engine does not have it yet.</summary>
    public static Task<string> EnsureAsync(Engine engine, CancellationToken cancellationToken) =>
        EnsureAsync(engine, "atoll-test/busybox", WithEntry, cancellationToken);

    /// <summary>The same without an entry point.</summary>
    public static Task<string> EnsureBareAsync(Engine engine, CancellationToken cancellationToken) =>
        EnsureAsync(engine, "atoll-test/bare", Bare, cancellationToken);

    /// <summary>The same with busybox alone: no shell and no other name for it.</summary>
    public static Task<string> EnsureWithoutShellAsync(Engine engine, CancellationToken cancellationToken) =>
        EnsureAsync(engine, "atoll-test/shell-less", Bare, cancellationToken, hasApplets: false);

    private static async Task<string> EnsureAsync(
        Engine engine, string repository, string[] changes, CancellationToken cancellationToken, bool hasApplets = true)
    {
        if (!File.Exists(Busybox))
        {
            throw new InvalidOperationException($"{Busybox} is missing: apt-get install busybox-static.");
        }

        var binary = await File.ReadAllBytesAsync(Busybox, cancellationToken);
        var recipe = SHA256.HashData([.. binary, .. Encoding.UTF8.GetBytes($"{Revision} {Entry} {string.Concat(changes)}{(hasApplets ? "" : " alone")}")]);
        var tag = Convert.ToHexStringLower(recipe)[..16];
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (!await engine.HasImageAsync($"{repository}:{tag}", cancellationToken))
            {
                using var tar = await TarAsync(binary, hasApplets ? await AppletsAsync(cancellationToken) : []);
                await engine.ImportAsync(repository, tag, changes, tar, cancellationToken);
            }
        }
        finally
        {
            OneAtATime.Release();
        }

        return $"{repository}:{tag}";
    }

    /// <summary>The root file system.</summary>
    private static async Task<MemoryStream> TarAsync(byte[] busybox, string[] applets)
    {
        var stream = new MemoryStream();
        await using (var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var directory in (string[])["bin", "etc", "home", "proc", "sys", "dev"])
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, directory) { Mode = Everyone });
            }

            // Engines give a tmpfs the mode of the directory that it covers.
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "tmp") { Mode = (UnixFileMode)0b001_111_111_111 });
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "home/jovyan") { Mode = Everyone, Uid = 1000, Gid = 100 });
            Add(tar, "bin/busybox", busybox);
            Add(tar, "bin/entry", Encoding.UTF8.GetBytes(Entry));
            Add(tar, "etc/passwd", Encoding.UTF8.GetBytes("root:x:0:0::/:/bin/sh\njovyan:x:1000:100::/home/jovyan:/bin/sh\n"));
            foreach (var applet in applets)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, $"bin/{applet}") { LinkName = "busybox", Mode = Everyone });
            }
        }

        stream.Position = 0;
        return stream;
    }

    private static void Add(TarWriter tar, string path, byte[] content) =>
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { Mode = Everyone, DataStream = new MemoryStream(content) });

    private static async Task<string[]> AppletsAsync(CancellationToken cancellationToken)
    {
        using var list = Process.Start(new ProcessStartInfo(Busybox, "--list") { RedirectStandardOutput = true, UseShellExecute = false })!;
        var names = await list.StandardOutput.ReadToEndAsync(cancellationToken);
        await list.WaitForExitAsync(cancellationToken);
        return [.. names.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(name => name != "busybox")];
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Atoll.TestKit;

namespace Atoll.EndToEnd.Compute;

/// <summary>A Podman with everything of its own in a temporary folder: images, containers, networks, socket.</summary>
internal sealed class PodmanService : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-podman-");
    private readonly string _storage;
    private Process _service = null!;

    private PodmanService(string? storage) => _storage = storage ?? Own("root");

    /// <summary>Podman must be told beforehand which registry has no TLS.</summary>
    public int RegistryPort { get; } = FreePort();

    public string SocketPath => Path.Combine(_folder.FullName, "podman.sock");

    /// <param name="storage">Where images and containers are; in the temporary folder too when null.</param>
    public static async Task<PodmanService> StartAsync(string? storage = null)
    {
        var podman = new PodmanService(storage);
        await File.WriteAllTextAsync(podman.Own("registries.conf"), $"[[registry]]\nlocation = \"127.0.0.1:{podman.RegistryPort}\"\ninsecure = true\n");
        podman._service = podman.Run("system", "service", "--time=0", $"unix://{podman.SocketPath}");
        try
        {
            await Until.TrueAsync(() => podman._service.HasExited || Engine.Answers(podman.SocketPath), Patience, "podman answers");
            return !podman._service.HasExited ? podman : throw new InvalidOperationException($"podman ended with {podman._service.ExitCode}.");
        }
        catch
        {
            await podman.DisposeAsync();
            throw;
        }
    }

    /// <summary>The tests have removed their containers; images are what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var clear = Run("image", "rm", "--all", "--force"))
        {
            await clear.WaitForExitAsync();
        }

        if (!_service.HasExited)
        {
            _service.Kill();
        }

        await _service.WaitForExitAsync();
        _service.Dispose();
        foreach (var mount in MountsInside())
        {
            using var unmount = Process.Start("/bin/umount", [mount]);
            await unmount.WaitForExitAsync();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>runc and cgroup files, because they run on every machine that the tests run on.</summary>
    private Process Run(params IEnumerable<string> command)
    {
        string[] own = ["--root", _storage, "--runroot", Own("run"), "--tmpdir", Own("tmp"), "--network-config-dir", Own("networks")];
        string[] plain = ["--runtime", "/usr/sbin/runc", "--cgroup-manager", "cgroupfs", "--events-backend", "file"];
        var process = Process.Start(new ProcessStartInfo("/usr/bin/podman", [.. own, .. plain, .. command])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["CONTAINERS_REGISTRIES_CONF"] = Own("registries.conf") },
        })!;
        // Read, so that it never waits for a reader.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string Own(string name) => Path.Combine(_folder.FullName, name);

    private IEnumerable<string> MountsInside() =>
        from line in File.ReadLines("/proc/mounts").Reverse().ToList()
        let target = line.Split(' ')[1]
        where target.StartsWith(_folder.FullName, StringComparison.Ordinal) || target.StartsWith(_storage + "/", StringComparison.Ordinal)
        select target;
}

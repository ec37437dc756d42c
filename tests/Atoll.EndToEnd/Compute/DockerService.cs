using System.Diagnostics;
using Atoll.TestKit;

namespace Atoll.EndToEnd.Compute;

/// <summary>A Docker of the test's own, for what cannot be asked of the machine's; it has no bridge but those that are made on it.</summary>
internal sealed class DockerService : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-docker-");
    private readonly string _storage;
    private Process _service = null!;

    private DockerService(string? storage) => _storage = storage ?? Own("root");

    public string SocketPath => Own("docker.sock");

    /// <param name="storage">Where images and containers are; in the temporary folder too when null.</param>
    public static async Task<DockerService> StartAsync(string? storage = null)
    {
        var docker = new DockerService(storage);
        docker._service = docker.Run();
        try
        {
            await Until.TrueAsync(() => docker._service.HasExited || Engine.Answers(docker.SocketPath), Patience, "dockerd answers");
            return !docker._service.HasExited ? docker : throw new InvalidOperationException($"dockerd ended with {docker._service.ExitCode}.");
        }
        catch
        {
            await docker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Politely, so that it ends its containerd too.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        foreach (var mount in MountsInside())
        {
            using var unmount = Process.Start("/bin/umount", [mount]);
            await unmount.WaitForExitAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task EndAsync()
    {
        if (!_service.HasExited)
        {
            using var end = Process.Start("/bin/kill", ["-TERM", $"{_service.Id}"]);
            await end.WaitForExitAsync();
        }

        await _service.WaitForExitAsync();
        _service.Dispose();
    }

    private Process Run()
    {
        File.WriteAllText(Own("daemon.json"), "{}");
        var process = Process.Start(new ProcessStartInfo("/usr/sbin/dockerd",
        [
            "--config-file", Own("daemon.json"), "--data-root", _storage, "--exec-root", Own("exec"), "--pidfile", Own("pid"),
            // The machine's firewall belongs to the machine's Docker: a second one would take its chains away.
            "--bridge", "none", "--iptables=false", "--ip6tables=false", "--ip-forward=false", "-H", $"unix://{SocketPath}",
        ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // Read, so that it never waits for a reader.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private string Own(string name) => Path.Combine(_folder.FullName, name);

    private IEnumerable<string> MountsInside() =>
        from line in File.ReadLines("/proc/mounts").Reverse().ToList()
        let target = line.Split(' ')[1]
        where target.StartsWith(_folder.FullName, StringComparison.Ordinal) || target.StartsWith(_storage + "/", StringComparison.Ordinal)
        select target;
}

using System.Diagnostics;
using System.Net.Sockets;
using Atoll.TestKit;

namespace Atoll.EndToEnd.Packaging;

/// <summary>
/// A container engine of the test's own, to be killed: with its own data, sockets and containerd, and without rules in the host's firewall,
/// which the other engine's containers share.
/// </summary>
internal sealed class OwnEngine : IAsyncDisposable
{
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(1);

    // Short: a socket's path has room for a hundred characters.
    private readonly DirectoryInfo _run = Directory.CreateDirectory($"/run/atoll-test-{Guid.NewGuid():n}"[..24]);
    private readonly DirectoryInfo _data = Directory.CreateDirectory($"/var/lib/atoll-test-{Guid.NewGuid():n}");
    private Process? _dockerd;

    public string SocketPath => Path.Combine(_run.FullName, "docker.sock");

    private string ContainerdPidFile => Path.Combine(_run.FullName, "exec", "containerd", "containerd.pid");

    /// <param name="liveRestore">Whether it is set up as INSTALL.md says.</param>
    public async Task StartAsync(bool liveRestore = true)
    {
        var configuration = Path.Combine(_run.FullName, "daemon.json");
        await File.WriteAllTextAsync(configuration, $$"""{ "live-restore": {{(liveRestore ? "true" : "false")}}, "bridge": "none", "iptables": false, "ip6tables": false }""");
        var log = Path.Combine(_data.FullName, "dockerd.log");
        _dockerd = Process.Start("sh",
        [
            "-c", "log=$1; shift; exec dockerd \"$@\" >>\"$log\" 2>&1", "sh", log,
            "--config-file", configuration, "--data-root", Path.Combine(_data.FullName, "root"), "--exec-root", Path.Combine(_run.FullName, "exec"),
            "--pidfile", Path.Combine(_run.FullName, "dockerd.pid"), "-H", $"unix://{SocketPath}",
        ]);
        await Until.TrueAsync(
            () => _dockerd.HasExited ? throw new InvalidOperationException($"dockerd ended: {File.ReadAllText(log)}") : Answers(), _longest, "dockerd to answer");
    }

    /// <summary>Ends it as a crash does, its containerd with it. Containers have parents of their own.</summary>
    public async Task KillAsync()
    {
        var containerd = int.Parse(await File.ReadAllTextAsync(ContainerdPidFile), null);
        _dockerd!.Kill();
        await _dockerd.WaitForExitAsync();
        using var child = Process.GetProcessById(containerd);
        child.Kill();
        await Until.TrueAsync(() => !Directory.Exists($"/proc/{containerd}"), _longest, "containerd to end");
        // What a crash leaves and the next one stumbles over; deploy/engine clears it too.
        File.Delete(ContainerdPidFile);
        File.Delete(Path.Combine(_run.FullName, "dockerd.pid"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_dockerd is { HasExited: false })
        {
            using var term = Process.Start("kill", ["-TERM", $"{_dockerd.Id}"]);
            await _dockerd.WaitForExitAsync();
        }

        _dockerd?.Dispose();
        await UnmountAsync();
        _run.Delete(recursive: true);
        _data.Delete(recursive: true);
    }

    private bool Answers()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(SocketPath));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // Namespaces that it kept by a mount.
    private async Task UnmountAsync()
    {
        var mounts = (await File.ReadAllLinesAsync("/proc/self/mounts")).Select(line => line.Split(' ')[1])
            .Where(path => path.StartsWith(_run.FullName, StringComparison.Ordinal) || path.StartsWith(_data.FullName, StringComparison.Ordinal));
        foreach (var path in mounts.Reverse())
        {
            using var unmount = Process.Start("umount", [path]);
            await unmount.WaitForExitAsync();
        }
    }
}

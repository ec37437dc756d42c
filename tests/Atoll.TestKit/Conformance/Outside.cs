using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Atoll.TestKit.Conformance;

/// <summary>
/// The world outside the machine, for one site's workloads alone: a network namespace that answers for addresses which belong to others. Only
/// packets from that site are led there, so nothing else on the machine notices; and none of them leaves it.
/// </summary>
internal sealed class Outside : IAsyncDisposable
{
    private readonly Stack<string> _undo = new();
    private readonly List<Process> _servers = [];
    private readonly DirectoryInfo _pages = Directory.CreateTempSubdirectory("atoll-outside-");
    private readonly string _id = Guid.NewGuid().ToString("N")[..6];

    private Outside()
    {
    }

    /// <summary>The host's own end of the link: one more address of the host.</summary>
    public IPAddress HostAddress => IPAddress.Parse($"198.51.100.{Block + 1}");

    private string OuterAddress => $"198.51.100.{Block + 2}";

    // Some sixty fit beside each other.
    private int Block => Number % 63 * 4;

    private int Number => int.Parse(_id, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private string Namespace => $"atoll-out-{_id}";

    private string Link => $"out-{_id}";

    /// <summary>
    /// Answers TCP on each of these, port 80 unless it names another, to packets from <paramref name="sources"/>. Undone in the reverse order
    /// by disposing, also when making it fails half-way.
    /// </summary>
    public static async Task<Outside> MakeAsync(IReadOnlyList<IPNetwork> sources, IReadOnlyList<IPEndPoint> answers)
    {
        var outside = new Outside();
        try
        {
            await outside.BuildAsync(sources, answers);
            return outside;
        }
        catch
        {
            await outside.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            server.Kill();
            await server.WaitForExitAsync();
            server.Dispose();
        }

        while (_undo.TryPop(out var command))
        {
            await HostCommand.RunAsync(command);
        }

        _pages.Delete(recursive: true);
    }

    /// <summary>A command that takes another one back when this ends.</summary>
    public async Task DoAsync(string command, string undo)
    {
        await HostCommand.RunAsync(command);
        _undo.Push(undo);
    }

    private async Task BuildAsync(IReadOnlyList<IPNetwork> sources, IReadOnlyList<IPEndPoint> answers)
    {
        await DoAsync($"ip netns add {Namespace}", $"ip netns delete {Namespace}");
        await DoAsync($"ip link add {Link} type veth peer name outer netns {Namespace}", $"ip link delete {Link}");
        await HostCommand.RunAsync($"ip address add {HostAddress}/30 dev {Link}");
        await HostCommand.RunAsync($"ip address add fd99:{_id[..4]}::1/64 dev {Link} nodad");
        await HostCommand.RunAsync($"ip link set {Link} up");
        // Answers come from addresses that the host would look for elsewhere.
        await File.WriteAllTextAsync($"/proc/sys/net/ipv4/conf/{Link}/rp_filter", "2");
        await InsideAsync("ip link set lo up");
        await InsideAsync($"ip address add {OuterAddress}/30 dev outer");
        await InsideAsync($"ip address add fd99:{_id[..4]}::2/64 dev outer nodad");
        await InsideAsync("ip link set outer up");
        await InsideAsync($"ip route add default via {HostAddress}");
        await InsideAsync($"ip route add default via fd99:{_id[..4]}::1");
        foreach (var address in answers.Select(answer => answer.Address).Distinct())
        {
            await HoldAsync(address, sources);
        }

        foreach (var port in answers.Select(answer => answer.Port).Distinct())
        {
            await ServeAsync(port);
        }
    }

    private async Task HoldAsync(IPAddress address, IReadOnlyList<IPNetwork> sources)
    {
        var table = 100_000 + Number;
        var v6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        var (ip, bits, via) = v6 ? ("ip -6", 128, $"fd99:{_id[..4]}::2") : ("ip", 32, OuterAddress);
        await InsideAsync($"{ip} address add {address}/{bits} dev lo");
        await DoAsync($"{ip} route add {address}/{bits} via {via} dev {Link} table {table}", $"{ip} route delete {address}/{bits} table {table}");
        foreach (var source in sources.Where(source => source.BaseAddress.AddressFamily == address.AddressFamily))
        {
            var rule = $"from {source} to {address}/{bits} lookup {table}";
            await DoAsync($"{ip} rule add {rule}", $"{ip} rule delete {rule}");
        }
    }

    private async Task ServeAsync(int port)
    {
        var info = new ProcessStartInfo(
            "/sbin/ip", ["netns", "exec", Namespace, "/bin/busybox", "httpd", "-f", "-p", $"{port}", "-h", _pages.FullName]);
        var server = Process.Start(info)!;
        _servers.Add(server);
        // Its own view of the sockets of its namespace: 0A is listening.
        await Until.TrueAsync(
            () => File.ReadLines($"/proc/{server.Id}/net/tcp6").Any(line => line.Contains($":{port:X4} ", StringComparison.Ordinal) && line.Contains(" 0A ", StringComparison.Ordinal)),
            TimeSpan.FromSeconds(10),
            $"the namespace serves port {port}");
    }

    private Task<string> InsideAsync(string command) => HostCommand.RunAsync($"ip netns exec {Namespace} {command}");
}

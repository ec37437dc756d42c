using Atoll.Compute;
using Atoll.TestKit.Conformance;
using Xunit;

namespace Atoll.EndToEnd.Compute;

/// <summary>What keeps one user's container from the host and from others: read from inside, where it must hold.</summary>
public abstract class EngineIsolationConformance(ContainerHarness harness) : SiteConformance(harness)
{
    [Fact]
    public async Task It_runs_as_uid_1000_with_no_capabilities_and_cannot_gain_any()
    {
        var status = await OutputAsync(Shell(NewName(), "cat /proc/self/status"));

        Assert.Equal("1000", Field(status, "Uid"));
        Assert.Equal("100", Field(status, "Gid"));
        Assert.All(["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"], set => Assert.Equal("0000000000000000", Field(status, set)));
        Assert.Equal("1", Field(status, "NoNewPrivs"));
        Assert.Equal("2", Field(status, "Seccomp"));
    }

    [Fact]
    public async Task Its_root_file_system_is_writable_in_its_own_layer()
    {
        var spec = Shell(NewName(), "[ ! -e ~/file ] && echo new > ~/file && cat ~/file");

        Assert.Equal(["new"], await OutputAsync(spec));
        Assert.Equal(["new"], await OutputAsync(spec with { StartNumber = 2 }));
    }

    [Fact]
    public async Task Tmpfs_is_empty_and_its_users_alone_and_programs_run_from_it()
    {
        var spec = Shell(NewName(), """
            for d in /tmp /run/private; do stat -c '%n %a %u %g' $d; ls -A $d; cp /bin/busybox $d/ls && $d/ls -A $d; done
            grep ' /tmp ' /proc/mounts | cut -d' ' -f3,4
            """) with
        {
            Mounts = [new TmpfsMount("/tmp", 8 << 20), new TmpfsMount("/run/private", 8 << 20)],
        };
        var expected = (string[])["/tmp 1777 1000 100", "ls", "/run/private 700 1000 100", "ls"];

        var first = await OutputAsync(spec);
        Assert.Equal(expected, first.Take(4));
        Assert.Matches("^tmpfs rw,nosuid,nodev,", first[4]);
        Assert.Equal(expected, (await OutputAsync(spec with { StartNumber = 2 })).Take(4));
    }

    [Fact]
    public async Task Without_a_network_for_it_there_is_no_ipv6_beyond_the_link()
    {
        var addresses = await OutputAsync(Shell(NewName(), "cat /proc/net/if_inet6"));

        Assert.All(addresses, line => Assert.Matches("^(0{31}1|fe80)", line));
    }

    [Fact]
    public async Task The_engines_socket_and_the_hosts_processes_are_not_there()
    {
        var seen = await OutputAsync(Shell(NewName(), $"ls -d {((ContainerHarness)Harness).SocketPath} /var/run/docker.sock 2>/dev/null; ls /proc | grep -c '^[0-9]'"));

        Assert.InRange(int.Parse(Assert.Single(seen)), 1, 5);
    }

    private static string Field(IEnumerable<string> status, string name) =>
        status.Single(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split('\t')[1];
}

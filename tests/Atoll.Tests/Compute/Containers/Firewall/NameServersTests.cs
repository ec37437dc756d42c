using Atoll.Compute.Containers.Firewall;
using Xunit;

namespace Atoll.Tests.Compute.Containers.Firewall;

public sealed class NameServersTests
{
    [Fact]
    public void Those_that_containers_ask_are_read()
    {
        string[] file = ["# a comment", "search example.org", "nameserver 10.0.0.2", "nameserver\tfd00::2 # home", "nameserver 127.0.0.53", "nameserver fe80::1%eth0", "nameserver", "nameserver nonsense"];

        Assert.Equal(["10.0.0.2", "fd00::2"], NameServers.Read(file).Select(address => address.ToString()));
    }
}

using System.Net;
using System.Net.Sockets;
using Atoll.Servers;
using Xunit;

namespace Atoll.Tests.Servers;

public sealed class ClosedPortTests
{
    [Fact]
    public async Task Where_nobody_listens_it_is_closed()
    {
        // Bound but not listening: nobody else can take the port meanwhile.
        using var socket = Bound();
        Assert.True(await IsClosedAsync($"{socket.LocalEndPoint}"));
    }

    [Fact]
    public async Task Where_somebody_listens_it_is_not()
    {
        using var socket = Bound();
        socket.Listen();
        Assert.False(await IsClosedAsync($"{socket.LocalEndPoint}"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no-address")]
    public async Task What_is_no_address_is_left_to_the_request(string? address) => Assert.False(await IsClosedAsync(address));

    [Fact]
    public async Task Who_no_longer_wants_to_know_is_heard()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        using var socket = Bound();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ClosedPort.IsAtAsync($"{socket.LocalEndPoint}", TimeProvider.System, cancelled.Token));
    }

    private static Task<bool> IsClosedAsync(string? address) => ClosedPort.IsAtAsync(address, TimeProvider.System, CancellationToken.None);

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}

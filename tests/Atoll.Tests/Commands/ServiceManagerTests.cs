using System.Net.Sockets;
using System.Text;
using Atoll.Commands;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Commands;

/// <summary>What systemd hears, on a real datagram socket.</summary>
public sealed class ServiceManagerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-notify-");
    private readonly Socket _manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    private string Path => System.IO.Path.Combine(_folder.FullName, "notify");

    public void Dispose()
    {
        _manager.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Is_told_once_the_hub_serves()
    {
        _manager.Bind(new UnixDomainSocketEndPoint(Path));
        ServiceManager.TellReady(Path);
        Assert.Equal("READY=1", Heard());
    }

    [Fact]
    public void Abstract_names_begin_with_an_at_sign()
    {
        var name = $"atoll-test-{Guid.NewGuid():n}";
        _manager.Bind(new UnixDomainSocketEndPoint('\0' + name));
        ServiceManager.TellReady("@" + name);
        Assert.Equal("READY=1", Heard());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nobody_is_told_when_nobody_asks(string? address) => ServiceManager.TellReady(address);

    [Fact]
    public void One_that_does_not_listen_is_named()
    {
        var fault = Assert.Throws<CommandException>(() => ServiceManager.TellReady(Path));
        Assert.StartsWith($"The service manager at NOTIFY_SOCKET={Path} cannot be told that the hub is ready: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_tells_it()
    {
        _manager.Bind(new UnixDomainSocketEndPoint(Path));
        var config = System.IO.Path.Combine(_folder.FullName, "atoll.yaml");
        await File.WriteAllTextAsync(config, StandIn.Yaml(), TestContext.Current.CancellationToken);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { [ServiceManager.Variable] = Path };
        await using var hub = await AtollProgram.UpAsync(
            variables, "--data", System.IO.Path.Combine(_folder.FullName, "data"), "--config", config, "--port", $"{HubFixture.FreePort()}");
        Assert.Equal("READY=1", Heard());
    }

    private string Heard()
    {
        var buffer = new byte[100];
        _manager.ReceiveTimeout = 10_000;
        return Encoding.UTF8.GetString(buffer, 0, _manager.Receive(buffer));
    }
}

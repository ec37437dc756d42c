using System.Net.Sockets;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests;

/// <summary>Which engine a hub takes, and which it waits for.</summary>
public sealed class EngineSocketTests(SqliteTestDatabase test) : IClassFixture<SqliteTestDatabase>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-engines-");
    private readonly List<Socket> _engines = [];

    public void Dispose()
    {
        _engines.ForEach(engine => engine.Dispose());
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_first_that_answers_is_kept_and_waited_for()
    {
        var (own, system) = (Path.Combine(_folder.FullName, "own"), Path.Combine(_folder.FullName, "system"));
        Assert.Null(await FindAsync(own, system));

        var running = Listen(system);
        Assert.Equal(system, await FindAsync(own, system));

        // Stopped: its servers run on, so it is the one to wait for.
        Stop(running, system);
        Assert.Equal(system, await FindAsync(own, system));

        // While it runs no other takes its place.
        running = Listen(system);
        var other = Listen(own);
        Assert.Equal(system, await FindAsync(own, system));

        // What the operator started in its stead does.
        Stop(running, system);
        Assert.Equal(own, await FindAsync(own, system));
        Stop(other, own);
        Assert.Equal(own, await FindAsync(own, system));
    }

    private Task<string?> FindAsync(params IReadOnlyList<string> candidates) =>
        EngineSocket.FindAsync(candidates, test.Database, TestContext.Current.CancellationToken);

    private Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _engines.Add(socket);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        return socket;
    }

    private static void Stop(Socket engine, string path)
    {
        engine.Dispose();
        File.Delete(path);
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Xunit;

namespace Atoll.TestKit;

/// <summary>
/// A real PostgreSQL of this test run, made at the first need in a temporary directory and ended with the run. It listens on a unix socket there
/// and on a free port of the loopback, trusts everybody, and does not sync: its data is worth nothing.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Account = "postgres";

    private readonly SemaphoreSlim _starting = new(1);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("atoll-pg-");
    private Process? _server;
    private int _port;
    private int _databases;

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(ConnectionString(Account));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync(cancellationToken);
        return ConnectionString(name);
    }

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            // SIGINT ends it with all connections; the process is the server itself, so that nothing of it stays.
            using (var kill = Process.Start("kill", ["-INT", $"{_server.Id}"]))
            {
                await kill.WaitForExitAsync();
            }

            await _server.WaitForExitAsync();
            _server.Dispose();
        }

        _directory.Delete(recursive: true);
        _starting.Dispose();
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Username={Account};Database={database};Maximum Pool Size=20";

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_server is null)
            {
                var data = Path.Combine(_directory.FullName, "data");
                await PrepareAsync(data, cancellationToken);
                _port = FreePort();
                _server = Run("postgres", "-D", data, "-p", $"{_port}", "-k", _directory.FullName,
                    "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off");
                await AnswersAsync(_server, cancellationToken);
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task PrepareAsync(string data, CancellationToken cancellationToken)
    {
        if (Environment.IsPrivilegedProcess)
        {
            using var chown = Process.Start("chown", [Account, _directory.FullName]);
            await chown.WaitForExitAsync(cancellationToken);
        }

        using var initdb = Run("initdb", "-D", data, "-U", Account, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        await initdb.WaitForExitAsync(cancellationToken);
        if (initdb.ExitCode != 0)
        {
            throw new InvalidOperationException($"initdb ended with {initdb.ExitCode}.");
        }
    }

    private async Task AnswersAsync(Process server, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString(Account));
        while (true)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException) when (!server.HasExited)
            {
                // Not up yet: connecting is the only sign of life it gives.
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
            }
        }
    }

    // The server refuses to run as root.
    private static Process Run(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries(), program);
        string[] asOther = ["--reuid=" + Account, "--regid=" + Account, "--init-groups", path];
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", [.. asOther, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = "/";
        var process = Process.Start(start)!;
        // Read, so that a full pipe never stops it.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static string Binaries() =>
        Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

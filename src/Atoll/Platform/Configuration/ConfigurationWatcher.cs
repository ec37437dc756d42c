using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Atoll.Platform.Configuration.Model;

namespace Atoll.Platform.Configuration;

/// <summary>
/// Reads the configuration anew when it changed. It looks at contents, not at what the file system tells: editors put a new file in the old
/// one's place, and mounted configuration changes by a link that is switched. A configuration with faults changes nothing.
/// </summary>
/// <param name="source">Where it comes from.</param>
/// <param name="live">What is replaced.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told what changed, or every fault once.</param>
internal sealed partial class ConfigurationWatcher<T>(ConfigurationSource source, Live<T> live, TimeProvider time, ILogger logger) : BackgroundService
    where T : class
{
    private const string Gone = "gone";

    private static readonly TimeSpan _every = TimeSpan.FromSeconds(1);

    private readonly Lock _looking = new();
    private bool _wasThere = File.Exists(source.File);
    private string? _read;
    private string? _lastSeen;
    private string? _faults;

    /// <summary>Looks once. What changed must stay the same for two looks, so that a file is not read while it is being written.</summary>
    /// <param name="atOnce">Reads it whatever it was before: somebody says that it is ready.</param>
    public void Look(bool atOnce = false)
    {
        lock (_looking)
        {
            var seen = File.Exists(source.File) || !_wasThere ? Fingerprint() : Gone;
            var isSettled = seen == _lastSeen;
            _lastSeen = seen;
            if (seen == Gone)
            {
                TellGone(isSettled);
                return;
            }

            // With faults it is tried again each time: what mends them may be another file that it names.
            if (atOnce || (isSettled && (seen != _read || _faults is not null)))
            {
                _read = seen;
                _wasThere = File.Exists(source.File);
                Read();
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hangUp = OnHangUp();
        using var timer = new PeriodicTimer(_every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();
        }
    }

    // In a terminal the signal says that the terminal was closed, and ends the hub as it ends any program.
    private PosixSignalRegistration? OnHangUp() => !Console.IsInputRedirected ? null
        : PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            Look(atOnce: true);
        });

    private void Read()
    {
        try
        {
            Replace(source.Read<T>());
        }
        catch (ConfigurationException fault)
        {
            TellFaults(fault.Message);
        }
    }

    private void Replace(T next)
    {
        var changes = OptionChanges.Between(live.Value, next).ToLookup(change => change.NeedsRestart, change => change.Key);
        OptionChanges.KeepUntilRestart(live.Value, next);
        live.Replace(next);
        if (changes.Count > 0 || _faults is not null)
        {
            Log.ReadAnew(logger, source.File, Words(changes[false]), Words(changes[true]));
        }

        _faults = null;
    }

    private static string Words(IEnumerable<string> keys) => string.Join(", ", keys) is { Length: > 0 } all ? all : "nothing";

    // Some editors take a file away for a moment.
    private void TellGone(bool isSettled)
    {
        if (isSettled)
        {
            TellFaults("It is gone. Put it back, or restart the hub to run without it.");
        }
    }

    private void TellFaults(string faults)
    {
        if (faults != _faults)
        {
            _faults = faults;
            Log.HasFaults(logger, source.File);
            foreach (var fault in faults.Split('\n'))
            {
                Log.Fault(logger, fault);
            }
        }
    }

    private string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in OptionFiles.Of(live.Value).Prepend(source.File))
        {
            hash.AppendData(ContentOf(file));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    // What cannot be read now is told by whoever reads it.
    private static byte[] ContentOf(string file)
    {
        try
        {
            return SHA256.HashData(File.ReadAllBytes(file));
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{File} was read anew. Changed: {Keys}. Waiting for a restart: {WaitingKeys}.")]
        public static partial void ReadAnew(ILogger logger, string file, string keys, string waitingKeys);

        [LoggerMessage(2, LogLevel.Error, "{File} cannot be used; the configuration stays as it was before.")]
        public static partial void HasFaults(ILogger logger, string file);

        [LoggerMessage(3, LogLevel.Error, "{Fault}")]
        public static partial void Fault(ILogger logger, string fault);
    }
}

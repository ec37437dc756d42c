using System.Net.Security;
using Atoll.Platform.Configuration;

namespace Atoll.Transport;

/// <summary>
/// The certificate that new connections get. Its files are looked at again and again, by content, so that it does not matter how an ACME client
/// replaces them; what cannot be used leaves the former one in place.
/// </summary>
internal sealed partial class Certificates(
    TransportSettings settings, Live<HttpsOptions> options, TimeProvider time, ILogger<Certificates> logger)
    : BackgroundService, IHostedLifecycleService
{
    /// <summary>How often the files are looked at.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _soon = TimeSpan.FromDays(14);
    private static readonly TimeSpan _betweenWarnings = TimeSpan.FromDays(1);

    private readonly Lock _turn = new();
    private volatile ServerCertificate? _current;
    private string? _lastFault;
    private DateTimeOffset _nextWarning = DateTimeOffset.MinValue;

    /// <summary>What a new connection is answered with.</summary>
    /// <exception cref="InvalidOperationException">There is none: https is off, or <see cref="Load"/> was not called.</exception>
    public SslServerAuthenticationOptions ForConnection() =>
        new() { ServerCertificateContext = (_current ?? throw new InvalidOperationException("No certificate is loaded.")).Context };

    /// <summary>Reads the files for the first time; nothing happens when https is off.</summary>
    /// <exception cref="ConfigurationException">They cannot be used.</exception>
    public void Load()
    {
        if (options.Value.IsOn() && _current is null)
        {
            _current = Read();
            Remark(_current);
        }
    }

    /// <summary>Reads the files again, if they changed.</summary>
    public void Look()
    {
        lock (_turn)
        {
            try
            {
                if (Changed() is { } next)
                {
                    _current = next;
                    _nextWarning = DateTimeOffset.MinValue;
                    Log.Replaced(logger, next.Name, next.Expires);
                    Remark(next);
                }

                _lastFault = null;
            }
            catch (ConfigurationException fault)
            {
                Complain(fault.Message);
            }

            WarnOfExpiry(_current!);
        }
    }

    // Before the server listens.
    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken)
    {
        Load();
        options.Listen(_ => LookIfOn());
        return Task.CompletedTask;
    }

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            LookIfOn();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // To begin or end https needs a restart.
    private void LookIfOn()
    {
        if (_current is not null && options.Value.IsOn())
        {
            Look();
        }
    }

    private ServerCertificate Read() => ServerCertificate.Of(PemPair.Read(options.Value), options.Value, time.GetUtcNow());

    private ServerCertificate? Changed()
    {
        var files = options.Value;
        var source = PemPair.Read(files);
        return source == _current!.Source ? null : ServerCertificate.Of(source, files, time.GetUtcNow());
    }

    // Said once, not every ten seconds.
    private void Complain(string fault)
    {
        if (fault != _lastFault)
        {
            _lastFault = fault;
            Log.Kept(logger, fault, _current!.Expires);
        }
    }

    private void Remark(ServerCertificate certificate)
    {
        if (settings.PublicUrl is { } url && !certificate.Covers(url.Host))
        {
            Log.OtherHost(logger, options.Value.Certificate, url.Host.Host);
        }
    }

    private void WarnOfExpiry(ServerCertificate certificate)
    {
        var now = time.GetUtcNow();
        if (certificate.Expires - now <= _soon && now >= _nextWarning)
        {
            _nextWarning = now + _betweenWarnings;
            Log.ExpiresSoon(logger, options.Value.Certificate, certificate.Expires);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "New connections get the new certificate of {Name}, valid until {Expires:yyyy-MM-dd}")]
        public static partial void Replaced(ILogger logger, string name, DateTimeOffset expires);

        [LoggerMessage(2, LogLevel.Error, "The new certificate cannot be used; the former one, valid until {Expires:yyyy-MM-dd}, stays. {Fault}")]
        public static partial void Kept(ILogger logger, string fault, DateTimeOffset expires);

        [LoggerMessage(3, LogLevel.Warning, "The certificate in {File} is valid until {Expires:yyyy-MM-dd HH:mm} only: have it renewed")]
        public static partial void ExpiresSoon(ILogger logger, string file, DateTimeOffset expires);

        [LoggerMessage(4, LogLevel.Warning, "The certificate in {File} is not for {Host}, the host of public_url: browsers will refuse it")]
        public static partial void OtherHost(ILogger logger, string file, string host);
    }
}

using Atoll.Platform;
using Atoll.Platform.Configuration;
using Atoll.Transport;

namespace Atoll;

/// <summary>Everything that decides how this hub runs, read once at its start.</summary>
internal sealed record AtollSettings
{
    public required DataFolder Data { get; init; }

    public HubOptions Options { get; init; } = new();

    /// <summary>Where the options came from, to be read again when it changes; null when they came from nowhere (tests).</summary>
    public ConfigurationSource? Source { get; init; }

    /// <summary>Address to serve on. Default: this machine only.</summary>
    public string Ip { get; init; } = "127.0.0.1";

    /// <summary>Port to serve on; 0 for a free one (tests).</summary>
    public int Port { get; init; } = 8000;

    /// <summary>Whether the database's secret was replaced on purpose; only a start that says so goes on then.</summary>
    public bool NewSecret { get; init; }

    /// <summary>Set by tests that own the clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How the hub is reached.</summary>
    public TransportSettings Transport() => TransportSettings.Of(Options.PublicUrl, Options.TrustedProxies, Options.Https);
}

using System.ComponentModel.DataAnnotations;
using Atoll.Core.Lifecycles;

namespace Atoll.Servers;

/// <summary>Life of servers (<c>servers:</c>).</summary>
internal sealed class ServersOptions
{
    /// <summary>Signing out stops the user's servers. Default true.</summary>
    public bool StopOnLogout { get; set; } = true;

    /// <summary>
    /// Whether people may have servers beside the default one, each with a name of its own at <c>/user/ada/gpu/</c>. All servers of a person have
    /// the same home. Default false, as JupyterHub's <c>allow_named_servers</c>. Turned off, those that run go on and can be stopped and removed on
    /// their owner's page.
    /// </summary>
    public bool NamedServers { get; set; }

    /// <summary>How many named servers a person may have, running or not. Default 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public int NamedServerLimitPerUser { get; set; }

    /// <summary>
    /// Name of the server that links to <c>/hub/user-redirect/…</c> mean. Default empty: the default server; another one needs
    /// <c>named_servers</c>.
    /// </summary>
    public string DefaultServerName { get; set; } = "";

    /// <summary>
    /// Whether people who signed in are led to their server, or to where it is started, rather than to their home page. Default true, as
    /// JupyterHub's.
    /// </summary>
    public bool RedirectToServer { get; set; } = true;

    /// <summary>Where people go who signed in and were heading nowhere else: a path on this host. Default empty: see <c>redirect_to_server</c>.</summary>
    [RegularExpression(@"(/|/[^/\\\s][^\\\s]*)?", ErrorMessage = "must be a path on this host, such as /hub/home")]
    public string LandingUrl { get; set; } = "";

    /// <summary>How many may be pulling, launching or booting at once; more wait in the queue. Default 8.</summary>
    [Range(1, 10_000)]
    public int ConcurrentStarts { get; set; } = 8;

    /// <summary>What becomes of a start that gets no place at once. Default <c>queue</c>.</summary>
    public StartOverflow StartOverflow { get; set; }

    /// <summary>How many servers may be active at once, those that wait included; starts beyond it are refused. Default 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public int ActiveLimit { get; set; }

    /// <summary>
    /// Answers 503 in place of 424 at the address of a server that does not run, for images with JupyterLab 3.2 or older. Default false, as
    /// JupyterHub's <c>use_legacy_stopped_server_status_code</c>.
    /// </summary>
    public bool LegacyStoppedStatus { get; set; }

    /// <summary>How long the API waits for a start or stop before it answers 202. Seconds; default 10, as JupyterHub's.</summary>
    [Range(0.0, 3600.0)]
    public double SlowSeconds { get; set; } = 10;

    /// <summary>Between the polite signal and the hard one when a server stops. Seconds; default 10.</summary>
    [Range(0.0, 3600.0)]
    public double GraceSeconds { get; set; } = 10;

    /// <summary>For a place to run. Minutes; default 30.</summary>
    [Range(0.0, 10_080.0, MinimumIsExclusive = true)]
    public double WaitingMinutes { get; set; } = 30;

    /// <summary>For fetching an image. Minutes; default 30.</summary>
    [Range(0.0, 10_080.0, MinimumIsExclusive = true)]
    public double PullingMinutes { get; set; } = 30;

    /// <summary>From launching to the first answer. Seconds; default 120.</summary>
    [Range(0.0, 86_400.0, MinimumIsExclusive = true)]
    public double BootingSeconds { get; set; } = 120;

    /// <summary>The clocks of a start.</summary>
    public StartClocks Clocks() => new()
    {
        Waiting = TimeSpan.FromMinutes(WaitingMinutes),
        Pulling = TimeSpan.FromMinutes(PullingMinutes),
        Booting = TimeSpan.FromSeconds(BootingSeconds),
    };
}

/// <summary>What becomes of a start that gets no place at once (<c>servers.start_overflow</c>).</summary>
internal enum StartOverflow
{
    /// <summary>It waits for its turn and starts by itself.</summary>
    Queue,

    /// <summary>It is refused with 429 and the time after which to ask again, as JupyterHub does.</summary>
    Reject,
}

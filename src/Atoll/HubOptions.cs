using System.ComponentModel.DataAnnotations;
using System.Net.Sockets;
using System.Net;
using Atoll.Accounts.Groups;
using Atoll.Accounts.Services;
using Atoll.Accounts.Roles;
using Atoll.Compute;
using Atoll.Environments;
using Atoll.Hub.Services;
using Atoll.Platform.Configuration;
using Atoll.Servers;
using Atoll.Transport;
using Atoll.Web.Branding;

namespace Atoll;

/// <summary>The whole of <c>atoll.yaml</c>. Every key has a default: no file is needed.</summary>
internal sealed class HubOptions : IChecksItself
{
    /// <summary>What the hub is called on its pages. Default <c>Atoll</c>.</summary>
    [Required]
    public string HubName { get; set; } = "Atoll";

    /// <summary>How it looks and what it says of itself.</summary>
    public BrandingOptions Branding { get; set; } = new();

    /// <summary>What people must know now.</summary>
    public AnnouncementOptions Announcement { get; set; } = new();

    /// <summary>Address to serve on; <c>0.0.0.0</c> for every network. <c>atoll up --ip</c> counts over it.</summary>
    [NeedsRestart]
    public string Ip { get; set; } = "127.0.0.1";

    /// <summary>Port to serve on. <c>atoll up --port</c> counts over it.</summary>
    [NeedsRestart]
    [Range(1, 65535)]
    public int Port { get; set; } = 8000;

    /// <summary>PostgreSQL connection string for several hubs; empty (default) for the embedded database in the data folder.</summary>
    [NeedsRestart]
    public string Database { get; set; } = "";

    /// <summary>
    /// The hub's address as people know it, such as <c>https://hub.example.org</c>, without a path. Default: empty, each request's own. Set it when
    /// a web server stands in front of the hub; servers are told it too.
    /// </summary>
    [NeedsRestart]
    public string PublicUrl { get; set; } = "";

    /// <summary>
    /// Addresses and networks (<c>192.0.2.7</c>, <c>192.0.2.0/24</c>) of web servers in front of the hub, whose <c>X-Forwarded-For</c>,
    /// <c>-Proto</c> and <c>-Host</c> count. Default: none; from everybody else these headers are ignored.
    /// </summary>
    [NeedsRestart]
    public List<string> TrustedProxies { get; set; } = [];

    /// <summary>The hub's own TLS.</summary>
    public HttpsOptions Https { get; set; } = new();

    /// <summary>
    /// The longest that a token made through the API may live, and how long it does when nobody says. Tokens that exist, servers' own and those
    /// of people's sign-ins to servers are not affected. Seconds; default 0: no limit.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int TokenExpiresInMaxSeconds { get; set; }

    /// <summary>
    /// How long somebody who signed in to a server or service stays so without asking the hub again, at most; signing out ends it at once.
    /// Seconds; default 1209600, 14 days, which is as long as a session.
    /// </summary>
    [Range(60, 31_536_000)]
    public int OauthTokenExpiresIn { get; set; } = 1_209_600;

    /// <summary>Where workloads run.</summary>
    [NeedsRestart]
    public SiteOptions Site { get; set; } = new();

    /// <summary>What people can pick. Default: the two environments that <c>./run</c> builds.</summary>
    [MinLength(1)]
    public List<EnvironmentOptions> Environments { get; set; } = Defaults.Environments();

    /// <summary>How large. Default: 1 CPU and 2 GB, 2 CPU and 4 GB.</summary>
    [MinLength(1)]
    public List<SizeOptions> Sizes { get; set; } = Defaults.Sizes();

    /// <summary>
    /// What the start page offers instead of every environment in every size, with KubeSpawner's keys. Default: none, people pick an
    /// environment and a size.
    /// </summary>
    public List<StartProfileOptions> ProfileList { get; set; } = [];

    /// <summary>Programs that ask the hub, or that people sign in to through it, with JupyterHub's keys. Default: none.</summary>
    public List<ServiceOptions> Services { get; set; } = [];

    /// <summary>Groups that exist from the start on, by name. Default: none. One that is no longer listed stays until it is deleted.</summary>
    public Dictionary<string, LoadedGroupOptions> LoadGroups { get; set; } = [];

    /// <summary>
    /// Who is in which group is decided here and by sign-in providers alone: the API may neither make, change nor delete groups. Default false.
    /// </summary>
    public bool ManageGroups { get; set; }

    /// <summary>Reading <c>/hub/metrics</c> takes a token with the scope <c>read:metrics</c>. Default true; false: anybody may.</summary>
    public bool AuthenticatePrometheus { get; set; } = true;
    /// <summary>Roles and who has them, with JupyterHub's keys. Default: none; everybody has <c>user</c>, administrators <c>admin</c> too.</summary>
    public List<RoleOptions> LoadRoles { get; set; } = [];

    /// <summary>
    /// Scopes of one's own for services, by name: <c>custom:</c> and at least three of a-z, 0-9 and <c>_-*:</c> after it. Default: none.
    /// </summary>
    public Dictionary<string, CustomScopeOptions> CustomScopes { get; set; } = [];

    /// <summary>What becomes of environments' images.</summary>
    public ImagesOptions Images { get; set; } = new();

    /// <summary>Life of servers.</summary>
    public ServersOptions Servers { get; set; } = new();

    public IEnumerable<Misfit> Check()
    {
        List<Misfit> misfits =
        [
            .. Misfit.Twice("environments", Environments.Select(environment => environment.Name)),
            .. Misfit.Twice("sizes", Sizes.Select(size => size.Name)),
            .. TransportSettings.Check(PublicUrl, TrustedProxies, Https),
            .. ProfileRules.Check(ProfileList, Environments, Sizes),
            .. ServiceRules.Check(Services, RoleSettings.Catalog(CustomScopes)),
            .. GroupRules.Check(LoadGroups),
            .. RoleSettings.Check(CustomScopes, LoadRoles),
            .. RoleSettings.CheckServices(LoadRoles, [.. Services.Select(service => service.Name)]),
        ];
        if (!IPAddress.TryParse(Ip, out _))
        {
            misfits.Add(new Misfit("ip", $"'{Ip}' is no address; use 127.0.0.1 for this machine alone, 0.0.0.0 for every network."));
        }

        return misfits;
    }
}

/// <summary>The place that runs workloads on this machine.</summary>
internal sealed class SiteOptions : IChecksItself
{
    /// <summary>
    /// <c>docker</c> (default): a container engine. <c>processes</c>: plain child processes, which isolate nobody; for tests and benchmarks.
    /// </summary>
    [AllowedValues("docker", "processes")]
    public string Kind { get; set; } = "docker";

    /// <summary>The engine's socket. Default: the first that answers of those <c>./run</c> and the system use.</summary>
    public string Socket { get; set; } = "";

    /// <summary>The servers' own network, IPv4 CIDR. Default: a free one is picked at the first start and kept.</summary>
    public string Subnet { get; set; } = "";

    /// <summary>Port on that network's gateway where servers reach the hub's API, and nothing else of it. Default 8081.</summary>
    [Range(1, 65535)]
    public int ApiPort { get; set; } = 8081;

    /// <summary>
    /// An IPv6 network for servers as well, in CIDR, routed to this machine: engines translate no IPv6 addresses. Docker only. Default: none,
    /// servers have IPv4.
    /// </summary>
    public string Subnet6 { get; set; } = "";

    /// <summary>What servers reach beyond the hub.</summary>
    public SiteEgressOptions Egress { get; set; } = new();

    /// <summary>What servers do not get, however many there are: it stays for the hub, the engine and the system.</summary>
    public ReserveOptions Reserve { get; set; } = new();

    public IEnumerable<Misfit> Check()
    {
        if (!IsNetwork(Subnet, AddressFamily.InterNetwork))
        {
            yield return new Misfit("subnet", $"'{Subnet}' is no network; write it as 10.96.0.0/22.");
        }

        if (!IsNetwork(Subnet6, AddressFamily.InterNetworkV6))
        {
            yield return new Misfit("subnet6", $"'{Subnet6}' is no network; write it as 2001:db8:1::/64.");
        }
    }

    private static bool IsNetwork(string text, AddressFamily family) =>
        text.Length == 0 || (IPNetwork.TryParse(text, out var network) && network.BaseAddress.AddressFamily == family);
}

/// <summary>
/// What servers reach. Always the hub's API, the host's name servers and public addresses; never each other. Anything else of this machine,
/// private and special networks, cloud metadata and mail servers (TCP port 25) only when it is listed.
/// </summary>
internal sealed class SiteEgressOptions : IChecksItself
{
    /// <summary>
    /// Default true: Atoll sets the rules, which needs root and nft, and starts nothing without them. False: this machine and its networks
    /// are open to servers unless the operator's own firewall protects them. Unsafe.
    /// </summary>
    public bool Firewall { get; set; } = true;

    /// <summary>Reachable all the same, as <c>10.1.2.0/24</c>, <c>10.0.0.5:5432</c> (TCP and UDP) or <c>[fd00::1]:443</c>. Default: none.</summary>
    public List<string> Allow { get; set; } = [];

    /// <summary>Not reachable either, in the same form; <c>0.0.0.0/0</c> leaves only what <c>allow</c> lists. Default: none.</summary>
    public List<string> Deny { get; set; } = [];

    public IEnumerable<Misfit> Check() => [.. Check("allow", Allow), .. Check("deny", Deny)];

    private static IEnumerable<Misfit> Check(string key, List<string> targets) => targets
        .Select((text, i) => (text, i))
        .Where(one => EgressTarget.TryParse(one.text) is null)
        .Select(one => new Misfit(
            $"{key}[{one.i}]", $"'{one.text}' is no address or network; write it as 10.1.2.0/24, 10.0.0.5:5432 or '[fd00::1]:443'."));
}

/// <summary>What all of a site's servers together leave of the machine. The rest is the site's capacity.</summary>
internal sealed class ReserveOptions
{
    /// <summary>
    /// CPUs kept back, may be a fraction. Default 0: servers may use every CPU that is idle; all of them together weigh no more than one
    /// process of the system, so that the hub gets its time at once when it wants it.
    /// </summary>
    [Range(0.0, 4096.0)]
    public double Cpu { get; set; }

    /// <summary>GB of 2^30 bytes kept back. Default: a tenth of the machine's memory, at least 1.</summary>
    [Range(0.0, 65536.0)]
    public double? MemoryGb { get; set; }
}

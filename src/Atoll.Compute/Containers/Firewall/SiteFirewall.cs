namespace Atoll.Compute.Containers.Firewall;

/// <summary>Keeps workloads from the host and from its networks, by a table of the kernel's packet filter. It fails closed.</summary>
/// <remarks>
/// Firewalls are reloaded by others, so the table is read again before every launch and made anew when it is not as it was left.
/// Two hubs of one instance write the same table; hubs of different instances have one each.
/// </remarks>
internal sealed class SiteFirewall(ContainerSiteOptions options) : IDisposable
{
    private const string Tool = "nft";

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private string? _script;
    private string? _asLeft;

    /// <summary>nft takes no hyphens.</summary>
    private string Table => options.BridgeName.Replace('-', '_');

    /// <summary>Returns when the rules hold for these interfaces.</summary>
    /// <exception cref="SiteException"><see cref="SiteFault.Refused"/> when they cannot be set; nothing may be launched then.</exception>
    public async Task EnsureAsync(string interfaces, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await (options.Egress.Firewall ? SetAsync(interfaces, cancellationToken) : UnsetOnceAsync(cancellationToken));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Takes the rules away; none there is success.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (await ListAsync(cancellationToken) is not null)
        {
            Check(await RunAsync(NftScript.Removal(Table), cancellationToken));
        }

        _asLeft = null;
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task SetAsync(string interfaces, CancellationToken cancellationToken)
    {
        var script = NftScript.Of(PlanFor(interfaces));
        if (_asLeft is not null && script == _script && await ListAsync(cancellationToken) == _asLeft)
        {
            return;
        }

        Check(await RunAsync(script, cancellationToken));
        _script = script;
        _asLeft = await ListAsync(cancellationToken);
    }

    /// <summary>The configuration may have wanted the rules when this hub was last up.</summary>
    private async Task UnsetOnceAsync(CancellationToken cancellationToken)
    {
        if (_script is null)
        {
            await RemoveAsync(cancellationToken);
            _script = "";
        }
    }

    private FirewallPlan PlanFor(string interfaces) => new()
    {
        Table = Table,
        Interfaces = interfaces,
        Api = new(options.Gateway, options.ApiPort),
        NameServers = NameServers.OfHost(),
        Egress = options.Egress,
    };

    /// <summary>The table as the kernel has it; null when it has none, or when nobody could have made one.</summary>
    private async Task<string?> ListAsync(CancellationToken cancellationToken) =>
        await RunAsync($"list table inet {Table}", cancellationToken) is { ExitCode: 0 } listed ? listed.Output : null;

    private static Task<ToolResult?> RunAsync(string script, CancellationToken cancellationToken) =>
        HostTool.RunAsync(Tool, ["-f", "-"], script + "\n", cancellationToken);

    private static void Check(ToolResult? result)
    {
        var missing = result is null ? "nft is not installed"
            : result.ExitCode != 0 ? $"nft says: {result.Error.Split('\n')[0]}"
            : null;
        if (missing is not null)
        {
            throw new SiteException(
                SiteFault.Refused,
                $"The firewall between servers and this machine's networks could not be set: {missing}. " +
                "Install it (apt-get install nftables) and run the hub as root; " +
                "or set site.egress.firewall: false, and protect this machine and its networks from servers yourself.");
        }
    }
}

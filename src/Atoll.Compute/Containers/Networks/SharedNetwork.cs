using Atoll.Compute.Containers.Engine;

namespace Atoll.Compute.Containers.Networks;

/// <summary>Docker: one bridge for all of an instance's workloads, on which only the host reaches a container.</summary>
internal sealed class SharedNetwork(EngineClient engine, ContainerSiteOptions options, TimeProvider time) : ISiteNetworks
{
    private static readonly TimeSpan MakingPatience = TimeSpan.FromSeconds(5);

    private volatile bool _known;

    /// <inheritdoc/>
    public string Interfaces => options.BridgeName;

    /// <summary>Makes the network if it is missing; adopts it if it is ours and as wanted.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (!_known)
        {
            await FindOrMakeAsync(cancellationToken);
            _known = true;
        }

        BridgeFilter.Check(options.BridgeName, options.Subnet6 is not null, File.ReadAllText);
    }

    /// <inheritdoc/>
    public Task<string> PlugAsync(string workload, CancellationToken cancellationToken) => Task.FromResult(options.NetworkName);

    /// <inheritdoc/>
    public Task UnplugAsync(string workload, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Removes the network if it is ours.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        Forget();
        if (await engine.InspectNetworkAsync(options.NetworkName, cancellationToken) is { } found && IsOurs(found))
        {
            await engine.RemoveNetworkAsync(options.NetworkName, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Forget() => _known = false;

    private async Task FindOrMakeAsync(CancellationToken cancellationToken)
    {
        var found = await engine.InspectNetworkAsync(options.NetworkName, cancellationToken)
            ?? await MakeAsync(cancellationToken);
        Check(found);
    }

    /// <summary>
    /// Another hub may be making it at the same moment. The engine then says that the subnet is taken, and only a little later shows by whom.
    /// </summary>
    private async Task<Network> MakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await engine.CreateNetworkAsync(Wanted(), cancellationToken);
        }
        catch (SiteException e) when (e.Fault == SiteFault.Refused)
        {
            return await ShownAsync(cancellationToken) ?? throw new SiteException(
                SiteFault.Refused, $"The engine does not make the network {options.NetworkName} with {options.Subnet}: {e.Message}. Set another subnet.", e);
        }

        return await ShownAsync(cancellationToken)
            ?? throw new SiteException(SiteFault.Busy, $"The engine does not show the network {options.NetworkName} that it says it has.");
    }

    private Task<Network?> ShownAsync(CancellationToken cancellationToken) =>
        Poll.UntilAsync(() => engine.InspectNetworkAsync(options.NetworkName, cancellationToken), MakingPatience, time, cancellationToken);

    private bool IsOurs(Network found) => found.Labels?.GetValueOrDefault(SiteLabels.Instance) == options.InstanceId;

    private void Check(Network found)
    {
        var subnets = found.IPAM?.Config?.Select(pool => pool.Subnet).ToList() ?? [];
        if (!IsOurs(found))
        {
            throw new SiteException(
                SiteFault.Refused, $"The engine has a network {found.Name} that is not this hub's. Remove or rename it: docker network rm {found.Name}");
        }

        if (!subnets.Order().SequenceEqual(Pools().Select(pool => pool.Subnet).Order()))
        {
            var (has, wanted) = (string.Join(" and ", subnets), string.Join(" and ", Pools().Select(pool => pool.Subnet)));
            throw new SiteException(
                SiteFault.Refused,
                $"The network {found.Name} has the subnet {has}, not {wanted}. Set the subnet to {has}, " +
                $"or stop this hub's servers and remove it: docker network rm {found.Name}");
        }
    }

    private IEnumerable<AddressPool> Pools()
    {
        yield return new(options.Subnet.ToString(), options.Gateway.ToString());
        if (options.Subnet6 is { } second)
        {
            yield return new(second.ToString(), SubnetParts.First(second).ToString());
        }
    }

    private Network Wanted() => new()
    {
        Name = options.NetworkName,
        CheckDuplicate = true,
        Labels = new Dictionary<string, string> { [SiteLabels.Instance] = options.InstanceId },
        EnableIPv6 = options.Subnet6 is not null,
        IPAM = new([.. Pools()]),
        Options = new Dictionary<string, string>
        {
            ["com.docker.network.bridge.enable_icc"] = "false",
            // A name that can be told in advance: the firewall's rules are about it.
            ["com.docker.network.bridge.name"] = options.BridgeName,
        },
    };
}

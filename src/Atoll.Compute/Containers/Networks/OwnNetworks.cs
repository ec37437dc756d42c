using System.Globalization;
using Atoll.Compute.Containers.Engine;

namespace Atoll.Compute.Containers.Networks;

/// <summary>
/// Podman: it cannot keep two containers on one bridge apart, so each workload has a bridge of its own, cut out of the site's subnet.
/// All of them find the hub at the subnet's first address, which is on an interface with nothing else on it.
/// </summary>
internal sealed class OwnNetworks(EngineClient engine, ContainerSiteOptions options, TimeProvider time) : ISiteNetworks
{
    private const int Spread = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HubInterface _hub = new(options);

    /// <inheritdoc/>
    public string Interfaces => options.OwnBridgePrefix + "*";

    /// <inheritdoc/>
    public Task EnsureAsync(CancellationToken cancellationToken) => _hub.EnsureAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<string> PlugAsync(string workload, CancellationToken cancellationToken)
    {
        var name = options.ContainerName(workload);
        return await Poll.UntilAsync(() => TryPlugAsync(name, cancellationToken), Patience, time, cancellationToken)
            ?? throw new SiteException(SiteFault.Busy, $"The engine did not make the network {name}: others keep taking its place in {options.Subnet}.");
    }

    /// <inheritdoc/>
    public Task UnplugAsync(string workload, CancellationToken cancellationToken) =>
        engine.RemoveUnusedNetworkAsync(options.ContainerName(workload), cancellationToken);

    /// <inheritdoc/>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        foreach (var network in await engine.ListNetworksAsync(cancellationToken))
        {
            if (IsOurs(network))
            {
                await engine.RemoveNetworkAsync(network.Name, cancellationToken);
            }
        }

        await _hub.RemoveAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Forget() => _hub.Forget();

    /// <summary>Its name once it is there; null when another took the place that was free a moment ago.</summary>
    private async Task<string?> TryPlugAsync(string name, CancellationToken cancellationToken)
    {
        var all = await engine.ListNetworksAsync(cancellationToken);
        if (all.FirstOrDefault(network => network.Name == name) is { } found)
        {
            return IsOurs(found) ? name : throw new SiteException(
                SiteFault.Refused, $"The engine has a network {name} that is not this hub's. Remove or rename it: podman network rm {name}");
        }

        return await engine.CreateOwnNetworkAsync(Wanted(name, FreePart(all)), cancellationToken) ? name : null;
    }

    private int FreePart(IReadOnlyList<Network> all)
    {
        var taken = all.SelectMany(SubnetChoice.Subnets).Concat(HostNetworks.Taken()).Where(other => SubnetPicker.Overlap(options.Subnet, other)).ToList();
        var free = SubnetParts.Free(options.Subnet, taken).Take(Spread).ToList();
        // Not always the first: hubs that look at the same moment should rarely want the same.
        return free.Count > 0 ? free[Random.Shared.Next(free.Count)] : throw new SiteException(
            SiteFault.Busy, $"All {SubnetParts.Count(options.Subnet) - 1} networks that fit in {options.Subnet} are in use. Set a larger site.subnet.");
    }

    private bool IsOurs(Network network) => network.Labels?.GetValueOrDefault(SiteLabels.Instance) == options.InstanceId;

    private OwnNetwork Wanted(string name, int index)
    {
        var part = SubnetParts.Part(options.Subnet, index);
        return new()
        {
            Name = name,
            NetworkInterface = options.OwnBridgePrefix + index.ToString("x", CultureInfo.InvariantCulture),
            Subnets = [new(part.ToString(), SubnetParts.First(part).ToString())],
            Labels = new Dictionary<string, string>
            {
                [SiteLabels.Instance] = options.InstanceId,
                [SiteLabels.Subnet] = options.Subnet.ToString(),
            },
        };
    }
}

using System.Net;
using System.Runtime.CompilerServices;
using Atoll.Compute.Containers.Engine;
using Atoll.Compute.Containers.Networks;

namespace Atoll.Compute.Containers;

/// <summary>Runs workloads as containers of an engine that speaks Docker's API on a unix socket.</summary>
/// <remarks>
/// A workload cannot gain privileges, has no capabilities, is held to its own limits and, with all others, to the site's, and is reached
/// by the host alone. Of the host it reaches the hub's API; beyond, public addresses (<see cref="EgressOptions"/>).
/// It keeps nothing in memory but connections: any number of sites of one instance may work side by side.
/// </remarks>
public sealed class ContainerSite : IImageSite, IMeteredSite, ICapacitySite, IGuardedSite, IDisposable
{
    private readonly ContainerSiteOptions _options;
    private readonly TimeProvider _time;
    private readonly EngineConnection _connection;
    private readonly EngineStreams _streams;
    private readonly EngineClient _engine;
    private readonly SiteGround _ground;
    private readonly ContainerLife _life;
    private readonly VolumeDirectories _volumes;

    /// <summary>Connects to nothing yet: the engine may be away.</summary>
    /// <exception cref="SiteException">An option is out of range.</exception>
    public ContainerSite(ContainerSiteOptions options, TimeProvider? time = null)
    {
        _options = options.Checked();
        _time = time ?? TimeProvider.System;
        _connection = new(options.SocketPath, options.RequestTimeout, _time);
        _streams = new(_connection, options.RequestTimeout);
        _engine = new(_connection);
        _ground = new(_connection, _engine, options, _time);
        _volumes = new(options.VolumesRoot, (uint)options.Uid, (uint)options.Gid);
        _life = new(_engine, _ground, _volumes, options, _time);
    }

    /// <summary>The host's address on the workloads' network, once <see cref="EnsureNetworkAsync"/> has made it.</summary>
    public IPAddress Gateway => _options.Gateway;

    /// <summary>The subnet for a new site: that of the instance's network if the engine has it, else one that nothing on this machine uses.</summary>
    public static async Task<IPNetwork> ChooseSubnetAsync(
        string socketPath, string instanceId, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        using var connection = new EngineConnection(socketPath, TimeSpan.FromSeconds(30), time ?? TimeProvider.System);
        return SubnetChoice.Of(instanceId, await new EngineClient(connection).ListNetworksAsync(cancellationToken), HostNetworks.Taken());
    }

    /// <summary>Makes what workloads stand on if it is missing or was changed: their network, the firewall around it, the cgroup above them.</summary>
    public Task EnsureNetworkAsync(CancellationToken cancellationToken) => _ground.EnsureAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task GuardAsync(CancellationToken cancellationToken)
    {
        // Where nothing runs there is nothing to keep apart, and a hub that was just taken down leaves nothing behind.
        if ((await _life.ListAsync(cancellationToken)).Any(workload => workload.Phase is WorkloadPhase.Running))
        {
            await EnsureNetworkAsync(cancellationToken);
        }
    }

    /// <summary>Removes all of that, for a hub that leaves the engine for good; none there is success.</summary>
    /// <exception cref="SiteException"><see cref="SiteFault.Refused"/> while a workload is on it.</exception>
    public Task RemoveNetworkAsync(CancellationToken cancellationToken) => _ground.RemoveAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<WorkloadObserved> EnsureAsync(WorkloadSpec spec, CancellationToken cancellationToken)
    {
        SiteNames.Workload(spec.Name);
        try
        {
            await _ground.EnsureAsync(cancellationToken);
            return await _life.EnsureAsync(spec, cancellationToken);
        }
        catch (SiteException)
        {
            // What it stands on may be what was wrong.
            _ground.Forget();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<WorkloadObserved?> FindAsync(string name, CancellationToken cancellationToken) =>
        _life.FindAsync(SiteNames.Workload(name), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WorkloadObserved>> ListAsync(CancellationToken cancellationToken) => _life.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(string id, TimeSpan grace, CancellationToken cancellationToken) => _life.DeleteAsync(id, grace, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> WatchAsync(CancellationToken cancellationToken) => NamesAsync(_time.GetUtcNow(), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> LogsAsync(string id, int lines, CancellationToken cancellationToken) =>
        await _life.InspectAsync(id, cancellationToken) is null ? [] : await _streams.LogsAsync(id, lines, cancellationToken);

    /// <inheritdoc/>
    public Task<WorkloadUsage?> MeasureAsync(string id, CancellationToken cancellationToken) => _life.MeasureAsync(id, cancellationToken);

    /// <inheritdoc/>
    public Task<SiteCapacity> CapacityAsync(CancellationToken cancellationToken) => _ground.CapacityAsync(cancellationToken);

    /// <summary>Whether workloads run on while the engine is restarted or upgraded.</summary>
    public Task<bool> OutlivesEngineAsync(CancellationToken cancellationToken) => _ground.OutlivesEngineAsync(cancellationToken);

    /// <inheritdoc/>
    public Task EnsureVolumeAsync(string volume, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _volumes.Ensure(volume);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<SiteImage?> FindImageAsync(string image, CancellationToken cancellationToken) =>
        ImageReference.IsImage(image) && await _engine.InspectImageAsync(image, cancellationToken) is { } found
            ? new SiteImage(ImageReference.IdOf(found.Id), found.RepoDigests ?? [], found.Size)
            : null;

    /// <inheritdoc/>
    public Task RemoveImageAsync(string id, CancellationToken cancellationToken) => ImageReference.IsId(id)
        ? _engine.RemoveImageAsync(id, cancellationToken)
        : throw new SiteException(SiteFault.Refused, $"'{id}' is no image's id: images are removed by id alone, because a name may mean another by now.");

    /// <inheritdoc/>
    public async Task PullImageAsync(string image, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        var reference = ImageReference.TryParse(image)
            ?? throw new SiteException(SiteFault.ImageMissing, $"'{image}' names no image that a registry could have.");
        var totals = new PullTotals();
        await foreach (var line in _streams.PullAsync(reference, cancellationToken))
        {
            if (line.Error is { } error)
            {
                // The stream's status was sent long before; the sentence is all there is.
                throw EngineFaults.From(HttpStatusCode.InternalServerError, $"Pulling {image}: {error}");
            }

            if (totals.Add(line) is { } sum)
            {
                progress.Report(sum);
            }
        }
    }

    /// <summary>Closes the connections; workloads go on.</summary>
    public void Dispose()
    {
        _ground.Dispose();
        _connection.Dispose();
    }

    private async IAsyncEnumerable<string> NamesAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ours = $"{SiteLabels.Instance}={_options.InstanceId}";
        await foreach (var change in _streams.EventsAsync(ours, since, cancellationToken))
        {
            if (change.Action is "start" or "die" or "destroy" or "remove"
                && change.Actor?.Attributes?.GetValueOrDefault(SiteLabels.Name) is { } name)
            {
                yield return name;
            }
        }

        throw _connection.Lost(null);
    }
}

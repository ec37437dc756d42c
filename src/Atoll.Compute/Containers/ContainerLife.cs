using Atoll.Compute.Containers.Engine;

namespace Atoll.Compute.Containers;

/// <summary>Makes, finds and removes containers. Others may do the same at the same moment: every step looks at what it finds.</summary>
internal sealed class ContainerLife(
    EngineClient engine, SiteGround ground, VolumeDirectories volumes, ContainerSiteOptions options, TimeProvider time)
{
    private const int InspectionsAtOnce = 8;

    private readonly HostLimits _limits = HostLimits.OfThisProcess();

    public async Task<WorkloadObserved> EnsureAsync(WorkloadSpec spec, CancellationToken cancellationToken) =>
        await Poll.UntilAsync(() => TryEnsureAsync(spec, cancellationToken), options.RequestTimeout, time, cancellationToken)
            ?? throw new SiteException(SiteFault.Busy, $"The engine did not settle {options.ContainerName(spec.Name)}: others keep changing it.");

    public async Task<WorkloadObserved?> FindAsync(string name, CancellationToken cancellationToken) =>
        await engine.InspectAsync(options.ContainerName(name), cancellationToken) is { } container && ContainerReading.IsOurs(container, options)
            ? Observed(container)
            : null;

    /// <summary>The container of this very id, if it is ours.</summary>
    public async Task<Inspection?> InspectAsync(string id, CancellationToken cancellationToken)
    {
        // The engine would take a name or the beginning of an id as well.
        if (id.Length == 0 || !id.All(char.IsAsciiHexDigitLower) || await engine.InspectAsync(id, cancellationToken) is not { } container)
        {
            return null;
        }

        return container.Id == id && ContainerReading.IsOurs(container, options) ? container : null;
    }

    /// <summary>The engine's list lacks exit codes and times, so each is asked for.</summary>
    public async Task<IReadOnlyList<WorkloadObserved>> ListAsync(CancellationToken cancellationToken)
    {
        var listed = await engine.ListAsync($"{SiteLabels.Instance}={options.InstanceId}", cancellationToken);
        var found = new WorkloadObserved?[listed.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = InspectionsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, listed.Count, parallel, async (i, token) =>
            found[i] = await engine.InspectAsync(listed[i].Id, token) is { } container ? Observed(container) : null);
        return [.. found.OfType<WorkloadObserved>()];
    }

    public async Task<WorkloadUsage?> MeasureAsync(string id, CancellationToken cancellationToken) =>
        await InspectAsync(id, cancellationToken) is not null && await engine.MeasureAsync(id, cancellationToken) is { } measured
            ? ContainerReading.UsageOf(measured)
            : null;

    public async Task DeleteAsync(string id, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (await InspectAsync(id, cancellationToken) is not { } container)
        {
            return;
        }

        if (grace > TimeSpan.Zero && ContainerReading.Of(container).Phase == WorkloadPhase.Running)
        {
            await engine.StopAsync(id, grace, cancellationToken);
        }

        await RemoveAsync(id, ContainerReading.Of(container).Name, cancellationToken);
    }

    /// <summary>Another call may be removing it: then its end is waited for, so that the name is free afterwards.</summary>
    private async Task RemoveAsync(string id, string name, CancellationToken cancellationToken)
    {
        await engine.RemoveAsync(id, cancellationToken);
        var gone = await Poll.UntilAsync<object>(
            async () => await engine.InspectAsync(id, cancellationToken) is null ? this : null,
            options.RequestTimeout, time, cancellationToken);
        if (gone is null)
        {
            throw new SiteException(SiteFault.Busy, $"The engine is still removing container {id}.");
        }

        await ground.LeaveAsync(name, cancellationToken);
    }

    /// <summary>One look and the step it calls for; null when it is time to look again.</summary>
    private async Task<WorkloadObserved?> TryEnsureAsync(WorkloadSpec spec, CancellationToken cancellationToken)
    {
        var name = options.ContainerName(spec.Name);
        if (await engine.InspectAsync(name, cancellationToken) is not { } found)
        {
            volumes.CheckAll(spec);
            var request = ContainerRequest.Of(spec, options, await ground.PlaceAsync(spec.Name, cancellationToken), _limits);
            return await engine.CreateAsync(name, request, cancellationToken) is { } id
                ? await StartAsync(id, spec.Name, cancellationToken)
                : null;
        }

        if (!ContainerReading.IsOurs(found, options))
        {
            throw new SiteException(SiteFault.Refused, $"The engine has a container {name} that is not this hub's. Remove or rename it.");
        }

        var observed = Observed(found);
        if (observed.StartNumber != spec.StartNumber || ContainerReading.IsLeaving(found))
        {
            await DeleteAsync(found.Id, options.ReplaceGrace, cancellationToken);
            return null;
        }

        return ContainerReading.IsUnstarted(found) ? await StartAsync(found.Id, spec.Name, cancellationToken) : observed;
    }

    private async Task<WorkloadObserved?> StartAsync(string id, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.StartAsync(id, cancellationToken) && await engine.InspectAsync(id, cancellationToken) is { } started
                ? Observed(started)
                : null;
        }
        catch (SiteException e) when (e.Fault == SiteFault.Refused)
        {
            // It will never run. The clean-up is owed even if the caller has left.
            await RemoveAsync(id, name, CancellationToken.None);
            throw;
        }
    }

    /// <summary>What the engine says, and what it does not say of a process that was killed.</summary>
    private static WorkloadObserved Observed(Inspection container)
    {
        var seen = ContainerReading.Of(container);
        return seen.End is { ExitCode: KernelLog.Killed, OutOfMemory: false } end && KernelLog.SaysOutOfMemory(container.Id)
            ? seen with { End = end with { OutOfMemory = true } }
            : seen;
    }
}

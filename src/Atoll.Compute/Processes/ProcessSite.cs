using System.Runtime.CompilerServices;

namespace Atoll.Compute.Processes;

/// <summary>Runs workloads as plain processes of this machine, for tests, benchmarks and development.</summary>
/// <remarks>
/// <b>It isolates nobody.</b> Every workload runs as the hub's own user, reads what the hub reads, reaches every other workload, and has no
/// limits: <see cref="WorkloadSpec.Resources"/>, <see cref="TmpfsMount"/> and the image are ignored. Never let people share it.
/// Processes outlive the hub; state is in files, so that any number of sites of one instance may work side by side. Logs grow without bound.
/// </remarks>
public sealed class ProcessSite : ISite
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    // What a shell that was itself killed could not write down.
    private const int Killed = 128 + Native.SigKill;

    private readonly ProcessSiteOptions _options;
    private readonly TimeProvider _time;
    private readonly ProcessRecords _records;
    private readonly VolumeDirectories _volumes;
    private readonly ProcessSpawner _spawner;

    /// <summary>A site that makes its directories when it needs them.</summary>
    /// <exception cref="SiteException">The instance id is none.</exception>
    public ProcessSite(ProcessSiteOptions options, TimeProvider? time = null)
    {
        _options = options;
        _time = time ?? TimeProvider.System;
        _records = new(Path.Combine(options.StateRoot, SiteNames.Instance(options.InstanceId)), _time);
        _volumes = new(options.VolumesRoot, Native.UserId(), Native.GroupId());
        _spawner = new(options, _records, _volumes);
    }

    /// <inheritdoc/>
    public async Task<WorkloadObserved> EnsureAsync(WorkloadSpec spec, CancellationToken cancellationToken)
    {
        _spawner.Check(spec);
        using var mine = await _records.LockAsync(SiteNames.Workload(spec.Name), cancellationToken);
        var record = _records.Read(spec.Name);
        if (record is not null && record.StartNumber != spec.StartNumber)
        {
            await RemoveAsync(record, TimeSpan.Zero, cancellationToken);
            record = null;
        }

        return Observe(await StartedAsync(spec, record, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<WorkloadObserved?> FindAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(_records.Read(SiteNames.Workload(name)) is { } record ? Observe(record) : null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WorkloadObserved>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<WorkloadObserved>>([.. _records.All().Select(Observe)]);

    /// <inheritdoc/>
    public async Task DeleteAsync(string id, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (ById(id) is not { } found)
        {
            return;
        }

        using var mine = await _records.LockAsync(found.Name, cancellationToken);
        // A later start may have taken the name while we waited.
        if (_records.Read(found.Name) is { } record && record.Id == id)
        {
            await RemoveAsync(record, grace, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> WatchAsync(CancellationToken cancellationToken) => ChangesAsync(Phases(), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> LogsAsync(string id, int lines, CancellationToken cancellationToken) =>
        ById(id) is null ? [] : await ProcessLog.TailAsync(_records.LogPath(id), lines, cancellationToken);

    /// <inheritdoc/>
    public Task EnsureVolumeAsync(string volume, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _volumes.Ensure(volume);
        return Task.CompletedTask;
    }

    /// <summary>The workload's process, made if no earlier call got so far. Under the workload's lock.</summary>
    private async Task<ProcessRecord> StartedAsync(WorkloadSpec spec, ProcessRecord? record, CancellationToken cancellationToken)
    {
        if (record?.Leader is not null || (record is not null && _records.ExitCode(record.Id) is not null))
        {
            return record;
        }

        if (record is null)
        {
            record = _spawner.Plan(spec);
            _records.Write(record);
        }
        else if (ProcessTable.FindLeader(record.Id) is { } leader)
        {
            return Written(record, leader);
        }
        else
        {
            await ProcessEnding.EndMarkedAsync(record.Id, _time, cancellationToken);
        }

        return Written(record, _spawner.Spawn(spec, record));
    }

    private ProcessRecord Written(ProcessRecord record, ProcessIdentity? leader)
    {
        var started = record with { Leader = leader, Started = _time.GetUtcNow() };
        _records.Write(started);
        return started;
    }

    private async Task RemoveAsync(ProcessRecord record, TimeSpan grace, CancellationToken cancellationToken)
    {
        await ProcessEnding.EndAsync(record, grace, _time, cancellationToken);
        _records.Remove(record);
    }

    private ProcessRecord? ById(string id) => _records.All().FirstOrDefault(record => record.Id == id);

    private WorkloadObserved Observe(ProcessRecord record)
    {
        var (phase, exit) = PhaseOf(record);
        return new()
        {
            Id = record.Id,
            Name = record.Name,
            StartNumber = record.StartNumber,
            Phase = phase,
            Addresses = phase == WorkloadPhase.Running
                ? record.Ports.ToDictionary(port => port.Key, port => $"{_options.Address}:{port.Value}")
                : [],
            End = exit is { } code ? new(code, OutOfMemory: false) : null,
            Started = record.Started,
        };
    }

    /// <summary>Alive is asked first: the exit code is written before the process is gone, so that it is never missed.</summary>
    private (WorkloadPhase Phase, int? Exit) PhaseOf(ProcessRecord record)
    {
        var alive = record.Leader is { } leader && ProcessTable.IsAlive(leader);
        return _records.ExitCode(record.Id) is { } code ? (WorkloadPhase.Ended, code)
            : alive ? (WorkloadPhase.Running, null)
            : record.Started is null ? (WorkloadPhase.Pending, null)
            : (WorkloadPhase.Ended, Killed);
    }

    private Dictionary<string, (string Id, WorkloadPhase Phase)> Phases() =>
        _records.All().ToDictionary(record => record.Name, record => (record.Id, PhaseOf(record).Phase));

    private async IAsyncEnumerable<string> ChangesAsync(
        Dictionary<string, (string Id, WorkloadPhase Phase)> before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Look, _time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var now = Phases();
            foreach (var name in now.Keys.Union(before.Keys).Where(name => now.GetValueOrDefault(name) != before.GetValueOrDefault(name)))
            {
                yield return name;
            }

            before = now;
        }
    }
}

namespace Atoll.Compute.Containers.Groups;

/// <summary>For engines that leave cgroups to systemd: a slice with limits that hold until the next boot.</summary>
internal sealed class SystemdGroup(string name) : ISiteGroup
{
    private const string Tool = "systemctl";

    /// <inheritdoc/>
    public string Parent => SliceOf(name);

    /// <summary>systemd reads a hyphen as a level: this slice lies in one of Atoll's own, and nothing after that may look like another level.</summary>
    public static string SliceOf(string group)
    {
        var parts = group.Split('-', 2);
        return $"{parts[0]}-{parts[1].Replace('-', '_')}.slice";
    }

    /// <inheritdoc/>
    public async Task EnsureAsync(SiteCapacity capacity, double machineCpus, CancellationToken cancellationToken)
    {
        // Both may be repeated: the same values change nothing.
        await RunAsync(["start", Parent], cancellationToken);
        await RunAsync(["set-property", "--runtime", Parent, .. GroupLimits.Slice(capacity, machineCpus)], cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await RunAsync(["stop", Parent], cancellationToken);
        await RunAsync(["revert", Parent], cancellationToken);
    }

    private async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var result = await HostTool.RunAsync(Tool, arguments, "", cancellationToken);
        if (result is not { ExitCode: 0 })
        {
            throw GroupFaults.Refused(Parent, result is null ? "systemctl is not installed." : $"{result.Error}.");
        }
    }
}

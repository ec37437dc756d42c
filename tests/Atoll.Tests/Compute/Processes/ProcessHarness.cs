using System.Collections.Concurrent;
using Atoll.Compute;
using Atoll.Compute.Processes;
using Atoll.TestKit.Conformance;

namespace Atoll.Tests.Compute.Processes;

/// <summary>Sites that run processes of this machine.</summary>
public sealed class ProcessHarness : SiteHarness
{
    private readonly ConcurrentQueue<ProcessSite> _sites = [];
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("atoll-processes-");

    public override uint VolumeOwner => Native.UserId();

    /// <summary>Directory of an instance's records.</summary>
    public string StateOf(string instance) => Path.Combine(_root.FullName, "state", instance);

    public override Task<ISite> NewSiteAsync(string instance)
    {
        var site = new ProcessSite(new()
        {
            InstanceId = instance,
            StateRoot = Path.Combine(_root.FullName, "state"),
            VolumesRoot = Path.Combine(_root.FullName, "volumes"),
        });
        _sites.Enqueue(site);
        return Task.FromResult<ISite>(site);
    }

    public override WorkloadSpec Shell(string name, string script) => Bare(name, "/bin/sh", "-c", script);

    public override WorkloadSpec Bare(string name, params IReadOnlyList<string> command) => new()
    {
        Name = name,
        StartNumber = 1,
        Kind = "test",
        Owner = "ada",
        Command = command,
    };

    public override string VolumeDirectory(string volume) => Path.Combine(_root.FullName, "volumes", volume);

    protected override async Task CleanAsync()
    {
        foreach (var site in _sites)
        {
            var left = await site.ListAsync(CancellationToken.None);
            await Task.WhenAll(left.Select(each => site.DeleteAsync(each.Id, TimeSpan.Zero, CancellationToken.None)));
        }

        _root.Delete(recursive: true);
    }
}

using Atoll.Compute;
using Xunit;

namespace Atoll.TestKit.Conformance;

/// <summary>What the conformance suite must know of one kind of site. Everything it makes carries a random instance id and goes at the end.</summary>
public abstract class SiteHarness : IAsyncLifetime
{
    /// <summary>The instance of this harness's own site.</summary>
    public string Instance { get; } = NewInstance();

    /// <summary>The site under test.</summary>
    public ISite Site { get; private set; } = null!;

    /// <summary>The user that owns volumes.</summary>
    public abstract uint VolumeOwner { get; }

    /// <summary>A random instance id.</summary>
    public static string NewInstance() => Guid.NewGuid().ToString("N")[..16];

    /// <summary>One more site object, as another hub or a later one would have; the harness disposes it.</summary>
    public abstract Task<ISite> NewSiteAsync(string instance);

    /// <summary>A workload that runs a shell script.</summary>
    public abstract WorkloadSpec Shell(string name, string script);

    /// <summary>A workload that runs a program with no shell or entry point before it.</summary>
    public abstract WorkloadSpec Bare(string name, params IReadOnlyList<string> command);

    /// <summary>Where a volume's files are on this machine.</summary>
    public abstract string VolumeDirectory(string volume);

    public virtual async ValueTask InitializeAsync() => Site = await NewSiteAsync(Instance);

    public async ValueTask DisposeAsync()
    {
        await CleanAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes whatever is left of every site that was handed out.</summary>
    protected abstract Task CleanAsync();
}

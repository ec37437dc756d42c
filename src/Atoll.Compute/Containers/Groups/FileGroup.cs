namespace Atoll.Compute.Containers.Groups;

/// <summary>For engines that make cgroups themselves: directories and files of the kernel's.</summary>
internal sealed class FileGroup(string name, bool unified, TimeProvider time, string root = "/sys/fs/cgroup") : ISiteGroup
{
    private const string Controllers = "cgroup.subtree_control";

    private static readonly TimeSpan EndingPatience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public string Parent => "/" + name;

    /// <inheritdoc/>
    public Task EnsureAsync(SiteCapacity capacity, double machineCpus, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var file in unified ? GroupLimits.Unified(capacity, machineCpus) : GroupLimits.Legacy(capacity, machineCpus))
        {
            var folder = Path.Combine(root, file.Controller, name);
            GroupFaults.Guard(folder, () => Set(folder, file));
        }

        return Task.CompletedTask;
    }

    /// <summary>The kernel takes a moment to let go of a group whose last process has ended.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (!await Poll.UntilAsync(TryRemoveAll, EndingPatience, time, cancellationToken))
        {
            throw new SiteException(SiteFault.Busy, $"The cgroup {name} still has processes in it.");
        }
    }

    private void Set(string folder, GroupFile file)
    {
        if (!Directory.Exists(folder))
        {
            Offer();
            Directory.CreateDirectory(folder);
        }

        var path = Path.Combine(folder, file.Name);
        if (File.ReadAllText(path).Trim() != file.Value)
        {
            Write(path, file.Value);
        }
    }

    /// <summary>In v2, what is above a group decides which limits it can have.</summary>
    private void Offer()
    {
        var path = Path.Combine(root, Controllers);
        if (unified && !File.ReadAllText(path).Split().Intersect(["cpu", "memory"]).Skip(1).Any())
        {
            Write(path, "+cpu +memory");
        }
    }

    // In one call, as the kernel wants it; these files are neither made nor cut.
    private static void Write(string path, string value)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(value));
    }

    private bool TryRemoveAll() => Everywhere().ToList().TrueForAll(TryRemove);

    /// <summary>In every hierarchy there is: engines make it in all of them.</summary>
    private IEnumerable<string> Everywhere() =>
        Directory.EnumerateDirectories(root).Append(root).Select(hierarchy => Path.Combine(hierarchy, name)).Where(Directory.Exists);

    private static bool TryRemove(string folder)
    {
        try
        {
            Remove(folder);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            // Two names of one hierarchy.
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // What engines leave below: a group of their own helpers.
    private static void Remove(string folder)
    {
        foreach (var below in Directory.EnumerateDirectories(folder))
        {
            Remove(below);
        }

        Directory.Delete(folder);
    }
}

using System.Globalization;

namespace Atoll.EndToEnd.Compute;

/// <summary>The cgroup above an instance's workloads, as the kernel shows it, in whichever version.</summary>
internal sealed class GroupFiles(string instance)
{
    private const string Root = "/sys/fs/cgroup";

    private string Name => $"atoll-{instance[..8]}";

    /// <summary>The limit of memory in bytes; null when there is no such group.</summary>
    public long? Memory
    {
        get
        {
            string[] files = [Path.Combine(Root, "memory", Name, "memory.limit_in_bytes"), Path.Combine(Root, Name, "memory.max")];
            return files.FirstOrDefault(File.Exists) is { } file ? long.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) : null;
        }
    }

    /// <summary>Takes it away, while nothing is in it.</summary>
    public void Remove()
    {
        foreach (var folder in Directory.GetDirectories(Root).Append(Root).Select(parent => Path.Combine(parent, Name)).Where(Directory.Exists))
        {
            Directory.Delete(folder);
        }
    }
}

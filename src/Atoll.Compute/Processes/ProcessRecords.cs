using System.Globalization;
using System.Text.Json;

namespace Atoll.Compute.Processes;

/// <summary>The records of one instance: a directory with a file per workload, its log, its exit code and its lock.</summary>
internal sealed class ProcessRecords(string directory, TimeProvider time)
{
    // Longer than any grace that a delete may be spending.
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(2);

    public string Directory { get; } = directory;

    public string LogPath(string id) => Path.Combine(Directory, $"{id}.log");

    public string ExitPath(string id) => Path.Combine(Directory, $"{id}.exit");

    /// <summary>Makes this caller the only one, over all processes of the machine, that changes the workload.</summary>
    public async Task<IDisposable> LockAsync(string name, CancellationToken cancellationToken)
    {
        DiskFaults.Guard(Directory, () => System.IO.Directory.CreateDirectory(Directory));
        return await Poll.UntilAsync(() => Task.FromResult(TryLock(name)), LockPatience, time, cancellationToken)
            ?? throw new SiteException(SiteFault.Busy, $"Workload {name} is being changed by somebody else for {LockPatience}.");
    }

    public ProcessRecord? Read(string name) => ReadFile(RecordPath(name));

    public IReadOnlyList<ProcessRecord> All() => System.IO.Directory.Exists(Directory)
        ? [.. System.IO.Directory.EnumerateFiles(Directory, "*.json").Select(ReadFile).OfType<ProcessRecord>()]
        : [];

    /// <summary>All or nothing, also when the machine stops.</summary>
    public void Write(ProcessRecord record) => DiskFaults.Guard(Directory, () => WriteFile(record));

    /// <summary>The exit code that the workload's shell wrote; null while it runs, or when the shell itself was killed.</summary>
    public int? ExitCode(string id) =>
        File.Exists(ExitPath(id)) ? int.Parse(File.ReadAllText(ExitPath(id)), CultureInfo.InvariantCulture) : null;

    /// <summary>The record goes last: until then a repeated delete finds what is left.</summary>
    public void Remove(ProcessRecord record)
    {
        File.Delete(LogPath(record.Id));
        File.Delete(ExitPath(record.Id));
        File.Delete(RecordPath(record.Name));
    }

    private string RecordPath(string name) => Path.Combine(Directory, $"{name}.json");

    private void WriteFile(ProcessRecord record)
    {
        var path = RecordPath(record.Name);
        var draft = $"{path}.draft";
        using (var file = File.Create(draft))
        {
            JsonSerializer.Serialize(file, record, ProcessJson.Default.ProcessRecord);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    private FileStream? TryLock(string name)
    {
        try
        {
            // The file stays: removing it would let two callers hold "the" lock.
            return new FileStream(Path.Combine(Directory, $"{name}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static ProcessRecord? ReadFile(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ProcessJson.Default.ProcessRecord);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Atoll.Compute.Processes;

/// <summary>Starts a workload's processes so that they outlive the hub: in a session of their own, with files for all that they say.</summary>
internal sealed class ProcessSpawner(ProcessSiteOptions options, ProcessRecords records, VolumeDirectories volumes)
{
    // The shell stays and writes down how the program ended. It catches signals, which its child does not inherit, so that
    // a signal to the whole group ends the program and lets the shell write.
    private const string Shell = """
        log=$1 exit=$2
        shift 2
        exec </dev/null >>"$log" 2>&1
        trap : TERM INT HUP QUIT
        "$@"
        echo $? >"$exit.draft" && mv "$exit.draft" "$exit"
        """;

    private const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>A record for a start that is yet to come, with ports that are free now.</summary>
    public ProcessRecord Plan(WorkloadSpec spec) => new()
    {
        Id = Guid.NewGuid().ToString("N"),
        Name = spec.Name,
        StartNumber = spec.StartNumber,
        Ports = spec.Ports.Keys.ToDictionary(name => name, _ => FreePort()),
    };

    /// <summary>What <paramref name="spec"/> asks for and this site cannot do, before anything is made.</summary>
    /// <exception cref="SiteException">There is such a thing.</exception>
    public void Check(WorkloadSpec spec)
    {
        foreach (var mount in spec.Mounts.OfType<VolumeMount>())
        {
            if (!Directory.Exists(volumes.PathOf(mount.Volume)))
            {
                throw new SiteException(SiteFault.Refused, $"Volume {mount.Volume} of {spec.Name} does not exist.");
            }
        }

        if (spec.Command is not [var program, ..])
        {
            throw new SiteException(SiteFault.Refused, $"Workload {spec.Name} has no command, and a process has no image to take one from.");
        }

        if (!Candidates(program, spec).Any(File.Exists))
        {
            throw new SiteException(SiteFault.Refused, $"There is no program {program} on this machine.");
        }
    }

    /// <summary>Starts it and says who it is; null when it has ended already.</summary>
    public ProcessIdentity? Spawn(WorkloadSpec spec, ProcessRecord record)
    {
        try
        {
            using var process = Process.Start(StartInfo(spec, record))!;
            return ProcessTable.Identify(process.Id);
        }
        catch (Win32Exception e)
        {
            throw new SiteException(SiteFault.Refused, $"Workload {spec.Name} could not be started: {e.Message}", e);
        }
    }

    private ProcessStartInfo StartInfo(WorkloadSpec spec, ProcessRecord record)
    {
        var mounts = spec.Mounts.OfType<VolumeMount>().Select(mount => (mount.Volume, Path: volumes.PathOf(mount.Volume))).ToList();
        var known = new Placeholders(options.Address, record.Ports, mounts);
        var home = mounts is [var first, ..] ? first.Path : records.Directory;
        string[] shell = ["/bin/sh", "-c", Shell, $"atoll-{spec.Name}", records.LogPath(record.Id), records.ExitPath(record.Id)];
        var info = new ProcessStartInfo("setsid", [.. shell, .. known.Fill(spec.Command)])
        {
            WorkingDirectory = home,
            UseShellExecute = false,
            // Nothing of the hub's own is inherited.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SetEnvironment(info, known.Fill(spec.Environment), home, record.Id);
        return info;
    }

    /// <summary>The hub's own environment holds its secrets: none of it is passed on.</summary>
    private void SetEnvironment(ProcessStartInfo info, Dictionary<string, string> wanted, string home, string id)
    {
        info.Environment.Clear();
        info.Environment["PATH"] = SearchPath;
        info.Environment["HOME"] = home;
        info.Environment["LANG"] = "C.UTF-8";
        foreach (var (name, value) in wanted)
        {
            info.Environment[name] = value;
        }

        info.Environment["ATOLL_INSTANCE"] = options.InstanceId;
        info.Environment[ProcessTable.Mark] = id;
    }

    private static IEnumerable<string> Candidates(string program, WorkloadSpec spec) => program.Contains('/')
        ? [program]
        : spec.Environment.GetValueOrDefault("PATH", SearchPath).Split(':').Select(directory => Path.Combine(directory, program));

    private int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Parse(options.Address), 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

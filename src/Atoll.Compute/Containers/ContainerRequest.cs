using System.Globalization;
using Atoll.Compute.Containers.Engine;

namespace Atoll.Compute.Containers;

/// <summary>What the engine is asked for, given a spec: pure, so that every limit and lock can be read off in a test.</summary>
internal static class ContainerRequest
{
    private const string AnyAddress = "0.0.0.0";

    /// <summary>The body that creates <paramref name="spec"/>'s container.</summary>
    /// <param name="spec">What to run.</param>
    /// <param name="options">The site's settings.</param>
    /// <param name="place">Where it goes.</param>
    /// <param name="limits">The machine's own limits: no process can be given more than its parent has.</param>
    public static CreateContainer Of(WorkloadSpec spec, ContainerSiteOptions options, Placement place, HostLimits limits)
    {
        var volumes = spec.Mounts.OfType<VolumeMount>().Select(mount => (mount.Volume, mount.Path));
        var known = new Placeholders(AnyAddress, spec.Ports, volumes);
        return new()
        {
            Image = ImageOf(spec),
            Hostname = spec.Name,
            User = $"{options.Uid}:{options.Gid}",
            // An empty list would replace the image's own command by nothing.
            Cmd = spec.Command.Count > 0 ? known.Fill(spec.Command) : null,
            Env = [.. known.Fill(spec.Environment).Select(variable => $"{variable.Key}={variable.Value}")],
            Labels = SiteLabels.Of(spec, options.InstanceId),
            HostConfig = HostConfigOf(spec, options, place) with { Ulimits = Ulimits(options, place, limits) },
        };
    }

    private static HostConfig HostConfigOf(WorkloadSpec spec, ContainerSiteOptions options, Placement place) => new()
    {
        NetworkMode = place.Network,
        CgroupParent = place.CgroupParent,
        NanoCpus = (long)(spec.Resources.Cpu * 1e9),
        Memory = spec.Resources.MemoryBytes,
        // Memory and swap together: equal means no swap, so that a limit is felt at once and not as a crawl.
        MemorySwap = spec.Resources.MemoryBytes,
        // Without a word of it some engines set one of their own.
        PidsLimit = spec.Resources.Pids > 0 ? spec.Resources.Pids : -1,
        ShmSize = options.SharedMemoryBytes,
        Mounts = [.. spec.Mounts.OfType<VolumeMount>().Select(mount => Bind(mount, options)), .. spec.Mounts.OfType<HostFolderMount>().Select(Bind)],
        Tmpfs = spec.Mounts.OfType<TmpfsMount>().ToDictionary(mount => mount.Path, mount => TmpfsOptions(mount, options, place)),
        CapDrop = ["ALL"],
        SecurityOpt = ["no-new-privileges"],
        // Whether something runs again is the hub's decision, not the engine's.
        RestartPolicy = new("no"),
        LogConfig = new("json-file", new Dictionary<string, string> { ["max-size"] = "10m", ["max-file"] = "2" }),
    };

    private static string ImageOf(WorkloadSpec spec) => spec.Image is { } image && ImageReference.IsImage(image)
        ? image
        : throw new SiteException(SiteFault.Refused, $"Workload {spec.Name} needs an image by name, digest or id; '{spec.Image}' is none.");

    private static BindMount Bind(VolumeMount mount, ContainerSiteOptions options) =>
        new("bind", Path.Combine(options.VolumesRoot, SiteNames.Volume(mount.Volume)), mount.Path);

    private static BindMount Bind(HostFolderMount mount) => new("bind", mount.Source, mount.Path, ReadOnly: true);

    /// <summary>Programs may be run from it: compilers and kernels build in /tmp. Only /tmp is for every user, as everywhere.</summary>
    private static string TmpfsOptions(TmpfsMount mount, ContainerSiteOptions options, Placement place)
    {
        var mode = mount.Path == "/tmp" ? "1777" : "0700";
        // U: the container's own user. Podman knows no other way to say whose it is, Docker not this one.
        var owner = place.Kind is EngineKind.Podman ? "U" : $"uid={options.Uid},gid={options.Gid}";
        return string.Create(CultureInfo.InvariantCulture, $"rw,exec,nosuid,nodev,size={mount.SizeBytes},mode={mode},{owner}");
    }

    private static IReadOnlyList<Ulimit> Ulimits(ContainerSiteOptions options, Placement place, HostLimits limits)
    {
        var files = Math.Min(options.OpenFiles, limits.OpenFiles);
        return
        [
            .. files > 0 ? [new("nofile", files, files)] : Array.Empty<Ulimit>(),
            // Podman would set one above the machine's. All users of this uid share it, whatever their container: PidsLimit is what holds each.
            .. place.Kind is EngineKind.Podman ? [new("nproc", limits.Processes, limits.Processes)] : Array.Empty<Ulimit>(),
        ];
    }
}

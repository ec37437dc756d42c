using System.Net;
using Atoll.Compute;
using Atoll.Compute.Containers;
using Atoll.Compute.Containers.Engine;
using Xunit;

namespace Atoll.Tests.Compute.Containers;

public sealed class ContainerRequestTests
{
    private static readonly ContainerSiteOptions Options = new()
    {
        InstanceId = "0123456789abcdef",
        Subnet = IPNetwork.Parse("10.96.0.0/22"),
        VolumesRoot = "/srv/volumes",
    };

    private static readonly Placement Place = new("a network", "/a-group", EngineKind.Docker);

    private static readonly HostLimits Limits = new(20000, 900);

    private static readonly WorkloadSpec Spec = new()
    {
        Name = "server-ada",
        StartNumber = 7,
        Kind = "server",
        Owner = "ada",
        Image = "atoll/slim:1",
        Command = ["jupyter", "--ip={bind}", "--port={port:main}", "{other}"],
        Environment = new Dictionary<string, string> { ["URL"] = "http://{bind}:{port:main}/", ["HOME"] = "{volume:home-1}" },
        Mounts = [new TmpfsMount("/tmp", 100), new TmpfsMount("/run/jupyter", 50), new VolumeMount("/home/jovyan", "home-1")],
        Resources = new() { Cpu = 1.5, MemoryBytes = 1 << 30, Pids = 100 },
        Ports = new Dictionary<string, int> { ["main"] = 8888 },
        Labels = new Dictionary<string, string> { ["hub.jupyter.org/username"] = "ada", ["org.atoll.start"] = "not yours to set" },
    };

    [Fact]
    public void It_is_locked_down()
    {
        var host = Of(Spec).HostConfig;

        Assert.Equal("1000:100", Of(Spec).User);
        Assert.Equal(["ALL"], host.CapDrop);
        Assert.Equal(["no-new-privileges"], host.SecurityOpt);
        Assert.Equal(("a network", "/a-group"), (host.NetworkMode, host.CgroupParent));
        Assert.Equal("no", host.RestartPolicy.Name);
    }

    [Fact]
    public void Limits_are_in_the_engines_units()
    {
        var host = Of(Spec).HostConfig;

        Assert.Equal((1_500_000_000, 1 << 30, 1 << 30, 100), (host.NanoCpus, host.Memory, host.MemorySwap, host.PidsLimit));
        Assert.Equal(-1, Of(Spec with { Resources = new() }).HostConfig.PidsLimit);
    }

    [Fact]
    public void Placeholders_are_filled_and_other_braces_left()
    {
        var request = Of(Spec);

        Assert.Equal(["jupyter", "--ip=0.0.0.0", "--port=8888", "{other}"], request.Cmd);
        Assert.Equal(["URL=http://0.0.0.0:8888/", "HOME=/home/jovyan"], request.Env);
    }

    [Fact]
    public void No_command_leaves_the_images_own() => Assert.Null(Of(Spec with { Command = [] }).Cmd);

    [Fact]
    public void A_folder_of_the_host_can_only_be_read()
    {
        var spec = Spec with { Mounts = [new HostFolderMount("/srv/atoll/examples", "/data/examples/a")] };

        Assert.Equal(
            [new BindMount("bind", "/data/examples/a", "/srv/atoll/examples", ReadOnly: true)],
            ContainerRequest.Of(spec, Options, Place, Limits).HostConfig.Mounts);
    }

    [Fact]
    public void Mounts_are_binds_of_the_root_and_tmpfs_for_the_user()
    {
        var host = Of(Spec).HostConfig;

        Assert.Equal([new BindMount("bind", "/srv/volumes/home-1", "/home/jovyan")], host.Mounts);
        Assert.Equal("rw,exec,nosuid,nodev,size=100,mode=1777,uid=1000,gid=100", host.Tmpfs["/tmp"]);
        Assert.Equal("rw,exec,nosuid,nodev,size=50,mode=0700,uid=1000,gid=100", host.Tmpfs["/run/jupyter"]);
    }

    [Fact]
    public void Podman_is_told_in_its_own_words_whose_a_tmpfs_is() => Assert.Equal(
        "rw,exec,nosuid,nodev,size=50,mode=0700,U",
        ContainerRequest.Of(Spec, Options, Place with { Kind = EngineKind.Podman }, Limits).HostConfig.Tmpfs["/run/jupyter"]);

    [Fact]
    public void Labels_tell_all_that_is_needed_to_adopt()
    {
        var labels = Of(Spec).Labels;

        Assert.Equal(7, SiteLabels.StartNumber(labels));
        Assert.Equal("10.96.0.2:8888", SiteLabels.Addresses(labels, "10.96.0.2")["main"]);
        Assert.Equal("ada", labels["hub.jupyter.org/username"]);
        Assert.Equal(
            ("0123456789abcdef", "server-ada", "server", "ada"),
            (labels["org.atoll.instance"], labels["org.atoll.name"], labels["org.atoll.kind"], labels["org.atoll.owner"]));
    }

    [Theory]
    [InlineData(65536, 20000, 20000)]
    [InlineData(1024, 20000, 1024)]
    public void Open_files_stay_below_the_machines_limit(int wanted, int allowed, int given) =>
        Assert.Equal([new Ulimit("nofile", given, given)], ContainerRequest.Of(Spec, Options with { OpenFiles = wanted }, Place, new(allowed, 900)).HostConfig.Ulimits);

    [Fact]
    public void Open_files_may_be_left_to_the_engine() =>
        Assert.Empty(ContainerRequest.Of(Spec, Options with { OpenFiles = 0 }, Place, Limits).HostConfig.Ulimits);

    [Fact]
    public void An_engine_with_limits_of_its_own_is_told_the_machines() => Assert.Equal(
        [new Ulimit("nofile", 20000, 20000), new Ulimit("nproc", 900, 900)],
        ContainerRequest.Of(Spec, Options, Place with { Kind = EngineKind.Podman }, Limits).HostConfig.Ulimits);

    [Theory]
    [InlineData(null)]
    [InlineData("../containers")]
    public void Without_an_image_it_is_refused(string? image) =>
        Assert.Equal(SiteFault.Refused, Assert.Throws<SiteException>(() => Of(Spec with { Image = image })).Fault);

    [Theory]
    [InlineData("0123456", "10.96.0.0/22")]
    [InlineData("Upper-case-id", "10.96.0.0/22")]
    [InlineData("0123456789abcdef", "fd00::/64")]
    [InlineData("0123456789abcdef", "10.96.0.0/30")]
    public void Options_out_of_range_are_refused(string instance, string subnet) =>
        Assert.Throws<SiteException>(() => new ContainerSite(Options with { InstanceId = instance, Subnet = IPNetwork.Parse(subnet) }));

    [Theory]
    [InlineData("10.96.0.0/22")]
    [InlineData("2001:db8::/120")]
    public void A_second_subnet_is_ipv6_with_room(string subnet) =>
        Assert.Throws<SiteException>(() => new ContainerSite(Options with { Subnet6 = IPNetwork.Parse(subnet) }));

    private static CreateContainer Of(WorkloadSpec spec) => ContainerRequest.Of(spec, Options, Place, Limits);
}

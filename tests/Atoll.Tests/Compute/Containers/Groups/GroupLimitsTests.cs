using Atoll.Compute;
using Atoll.Compute.Containers.Groups;
using Xunit;

namespace Atoll.Tests.Compute.Containers.Groups;

/// <summary>What the site's limits are in each of the kernel's dialects.</summary>
public sealed class GroupLimitsTests
{
    private const long Memory = 3L << 30;

    private static readonly SiteCapacity Whole = new(2, Memory + 17);
    private static readonly SiteCapacity Part = new(1.25, Memory);

    [Fact]
    public void Cgroup_v1() => Assert.Equal(
        ["memory/memory.limit_in_bytes 3221225472", "cpu/cpu.cfs_period_us 100000", "cpu/cpu.cfs_quota_us -1", "cpu/cpu.shares 1024", "125000"],
        [.. GroupLimits.Legacy(Whole, 2).Select(Text), GroupLimits.Legacy(Part, 2)[2].Value]);

    [Fact]
    public void Cgroup_v2() => Assert.Equal(
        ["/memory.max 3221225472", "/cpu.max max 100000", "/cpu.weight 100", "125000 100000"],
        [.. GroupLimits.Unified(Whole, 2).Select(Text), GroupLimits.Unified(Part, 2)[1].Value]);

    [Fact]
    public void Systemd() => Assert.Equal(
        ["MemoryMax=3221225472", "CPUQuota=", "CPUWeight=100", "CPUQuota=125%"],
        [.. GroupLimits.Slice(Whole, 2), GroupLimits.Slice(Part, 2)[1]]);

    [Theory]
    [InlineData("atoll-01234567", "atoll-01234567.slice")]
    [InlineData("atoll-my-hub-1", "atoll-my_hub_1.slice")]
    public void A_slice_is_one_level_below_atolls(string group, string slice) => Assert.Equal(slice, SystemdGroup.SliceOf(group));

    private static string Text(GroupFile file) => $"{file.Controller}/{file.Name} {file.Value}";
}

using Atoll.Compute;
using Xunit;

namespace Atoll.Tests.Compute;

/// <summary>What is kept back of a machine, and what that leaves.</summary>
public sealed class SiteReserveTests
{
    private const long Gb = 1L << 30;

    [Theory]
    [InlineData(4, 3)]
    [InlineData(10, 9)]
    [InlineData(100, 90)]
    public void By_default_a_tenth_of_the_memory_stays_and_at_least_1_gb(long machine, long left) =>
        Assert.Equal(new SiteCapacity(2, left * Gb), new SiteReserve().Of(new(2, machine * Gb)));

    [Fact]
    public void What_is_set_stays_and_nothing_may() =>
        Assert.Equal(
            [new SiteCapacity(1.5, 1 * Gb), new SiteCapacity(2, 4 * Gb)],
            [new SiteReserve { Cpu = 0.5, MemoryBytes = 3 * Gb }.Of(new(2, 4 * Gb)), new SiteReserve { MemoryBytes = 0 }.Of(new(2, 4 * Gb))]);

    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 4 * Gb)]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    public void A_reserve_that_leaves_nothing_is_refused(double cpu, long memory)
    {
        var refused = Assert.Throws<SiteException>(() => new SiteReserve { Cpu = cpu, MemoryBytes = memory }.Of(new(2, 4 * Gb)));

        Assert.Equal(SiteFault.Refused, refused.Fault);
        Assert.Contains("site.reserve", refused.Message, StringComparison.Ordinal);
    }
}

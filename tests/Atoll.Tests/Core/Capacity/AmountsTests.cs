using Atoll.Core.Capacity;
using Xunit;

namespace Atoll.Tests.Core.Capacity;

public sealed class AmountsTests
{
    [Theory]
    [InlineData(0.1, 100)]
    [InlineData(0.29, 290)]
    [InlineData(1.0005, 1001)]
    [InlineData(16, 16000)]
    public void Cpus_are_counted_in_thousandths_and_never_promised_short(double cpus, long milli) =>
        Assert.Equal(milli, Amounts.Of(cpus, 0).MilliCpu);

    [Theory]
    [InlineData(2, 1, 10, 3, 3L)]
    [InlineData(2, 1, 3, 30, 1L)]
    [InlineData(2, 1, 1, 30, 0L)]
    [InlineData(0, 1, 0, 4, 4L)]
    [InlineData(0, 0, 0, 0, null)]
    public void What_fits_how_often(long cpu, long memory, long cpuRoom, long memoryRoom, long? times) =>
        Assert.Equal(times, new Amounts(cpu, memory).TimesIn(new Amounts(cpuRoom, memoryRoom)));

    [Fact]
    public void Nothing_is_the_least_that_is_left() =>
        Assert.Equal(new Amounts(0, 1), new Amounts(1, 3).Without(new Amounts(5, 2)));
}

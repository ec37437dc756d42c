using Atoll.Compute;
using Xunit;

namespace Atoll.Tests.Compute;

public sealed class HostLimitsTests
{
    [Theory]
    [InlineData("Max open files            1024                 20000                files     ", 20000, 32768)]
    [InlineData("Max open files            1024                 unlimited            files     ", int.MaxValue, 32768)]
    [InlineData("Max processes             1024                 900                  processes ", int.MaxValue, 900)]
    public void The_hard_limits_are_read(string line, int files, int processes) =>
        Assert.Equal(new HostLimits(files, processes), HostLimits.Read(["Limit  Soft  Hard", line], "32768\n"));
}

using Atoll.Compute;
using Xunit;

namespace Atoll.Tests.Compute;

public sealed class HostLimitsTests
{
    [Theory]
    [InlineData("Max open files            1024                 20000                files     ", 20000)]
    [InlineData("Max open files            1024                 unlimited            files     ", int.MaxValue)]
    [InlineData("Max processes             1024                 20000                processes ", int.MaxValue)]
    public void The_hard_limit_of_open_files_is_read(string line, int limit) => Assert.Equal(limit, HostLimits.OpenFiles(["Limit  Soft  Hard", line]));
}

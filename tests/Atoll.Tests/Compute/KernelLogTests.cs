using Atoll.Compute;
using Xunit;

namespace Atoll.Tests.Compute;

/// <summary>Whom the kernel ended for want of memory.</summary>
public sealed class KernelLogTests
{
    private const string Log =
        "<6>[825.990540] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=libpod-a3d4,mems_allowed=0,oom_memcg=/atoll-test/libpod-b7c1," +
        "task_memcg=/atoll-test/libpod-a3d4,task=tail,pid=30763,uid=1000\n<3>[825.990572] Memory cgroup out of memory: Killed process 30763 (tail)\n" +
        "<6>[826.000000] a program wrote task_memcg=/atoll-test/libpod-eeee\n";

    [Theory]
    [InlineData("a3d4", true)]
    [InlineData("b7c1", false)]
    [InlineData("eeee", false)]
    [InlineData("ffff", false)]
    public void It_is_the_one_whose_process_was_ended(string container, bool told) => Assert.Equal(told, KernelLog.SaysOutOfMemory(Log, container));
}

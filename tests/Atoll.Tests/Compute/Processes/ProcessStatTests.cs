using Atoll.Compute.Processes;
using Xunit;

namespace Atoll.Tests.Compute.Processes;

public sealed class ProcessStatTests
{
    private const string Rest = " 1 42 42 0 -1 4194560 100 0 0 0 0 0 0 0 20 0 1 0 98765 2500000 200";

    [Theory]
    [InlineData("42 (sh) S", 'S', false)]
    [InlineData("42 (a b) c) R", 'R', false)]
    [InlineData("42 (sh) Z", 'Z', true)]
    public void The_name_may_hold_anything(string begin, char state, bool dead)
    {
        var stat = ProcessStat.Parse(begin + Rest);

        Assert.Equal(new ProcessStat(state, 42, 98765), stat);
        Assert.Equal(dead, stat.IsDead);
    }
}

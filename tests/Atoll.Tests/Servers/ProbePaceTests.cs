using Atoll.Servers;
using Xunit;

namespace Atoll.Tests.Servers;

public sealed class ProbePaceTests
{
    [Theory]
    [InlineData(0, 0.02)]
    [InlineData(-3, 0.02)] // the clock was set back
    [InlineData(1, 0.02)]
    [InlineData(2, 0.04)]
    [InlineData(10, 0.2)]
    [InlineData(50, 1)]
    [InlineData(600, 1)]
    public void The_longer_it_takes_the_more_rarely_it_is_asked(double soFar, double pause) =>
        Assert.Equal(TimeSpan.FromSeconds(pause), ProbePace.After(TimeSpan.FromSeconds(soFar)));
}

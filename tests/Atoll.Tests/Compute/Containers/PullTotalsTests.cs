using Atoll.Compute;
using Atoll.Compute.Containers;
using Xunit;

namespace Atoll.Tests.Compute.Containers;

public sealed class PullTotalsTests
{
    [Fact]
    public void Layers_add_up_and_never_fall()
    {
        var totals = new PullTotals();

        Assert.Null(totals.Add(new(null, "Pulling from atoll/slim", null, null)));
        Assert.Null(totals.Add(new("a", "Pulling fs layer", null, null)));
        Assert.Equal(new PullProgress(10, 100), totals.Add(new("a", "Downloading", new(10, 100), null)));
        Assert.Equal(new PullProgress(15, 150), totals.Add(new("b", "Downloading", new(5, 50), null)));
        Assert.Equal(new PullProgress(105, 150), totals.Add(new("a", "Download complete", new(0, 0), null)));
        Assert.Null(totals.Add(new("a", "Extracting", new(1, 100), null)));
        Assert.Equal(new PullProgress(150, 150), totals.Add(new("b", "Pull complete", null, null)));
    }

    [Fact]
    public void A_layer_that_is_there_already_counts_nothing() =>
        Assert.Null(new PullTotals().Add(new("a", "Already exists", null, null)));
}

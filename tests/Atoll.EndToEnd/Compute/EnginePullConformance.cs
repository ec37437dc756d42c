using System.Collections.Concurrent;
using Atoll.Compute;
using Atoll.Compute.Containers;
using Atoll.TestKit.Conformance;
using Xunit;

namespace Atoll.EndToEnd.Compute;

/// <summary>Pulling from a registry, and the ways in which that fails.</summary>
public abstract class EnginePullConformance(ContainerHarness harness) : SiteConformance(harness)
{
    private const int LayerBytes = 8 << 20;

    private ContainerSite Images => (ContainerSite)Site;

    [Fact]
    public async Task A_pulled_image_is_there_and_its_bytes_were_counted()
    {
        await using var registry = await Registry.StartAsync(harness.RegistryPort, LayerBytes, Token);
        var told = new Collected();
        Assert.Null(await Images.FindImageAsync(registry.Image, Token));
        await Images.PullImageAsync(registry.Image, told, Token);
        var image = await Images.FindImageAsync(registry.Image, Token);
        await harness.Engine.RemoveImageAsync(registry.Image, Token);

        Assert.StartsWith("sha256:", image!.Id, StringComparison.Ordinal);
        Assert.Equal([registry.ByDigest], image.Digests);
        Assert.Equal(told.All.OrderBy(each => each.Done), told.All);
        if (harness.TellsShortPulls || told.All.Count > 0)
        {
            Assert.True(told.All[^1].Done == told.All[^1].Total && told.All[^1].Total > LayerBytes, $"the last told was {told.All[^1]}");
        }
    }

    [Fact]
    public async Task An_image_is_pulled_by_its_digest()
    {
        await using var registry = await Registry.StartAsync(harness.RegistryPort, 1000, Token);
        await Images.PullImageAsync(registry.ByDigest, new Collected(), Token);
        var id = await Images.FindImageAsync(registry.ByDigest, Token);
        await harness.Engine.RemoveImageAsync(registry.ByDigest, Token);

        Assert.NotNull(id);
    }

    [Fact]
    public async Task What_the_registry_does_not_have_is_missing()
    {
        await using var registry = await Registry.StartAsync(harness.RegistryPort, 1000, Token);

        Assert.Equal(SiteFault.ImageMissing, (await FailAsync(registry.Missing)).Fault);
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_may_do_so_later()
    {
        var registry = await Registry.StartAsync(harness.RegistryPort, 1000, Token);
        var image = registry.Image;
        await registry.DisposeAsync();

        Assert.True((await FailAsync(image)).MayPass);
    }

    [Theory]
    [InlineData("Not An Image")]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task What_no_registry_can_have_is_missing(string image) =>
        Assert.Equal(SiteFault.ImageMissing, (await FailAsync(image)).Fault);

    private Task<SiteException> FailAsync(string image) =>
        Assert.ThrowsAsync<SiteException>(() => Images.PullImageAsync(image, new Collected(), Token));

    /// <summary>Unlike the framework's own, this one keeps the order.</summary>
    private sealed class Collected : IProgress<PullProgress>
    {
        private readonly ConcurrentQueue<PullProgress> _all = [];

        public IReadOnlyList<PullProgress> All => [.. _all];

        public void Report(PullProgress value) => _all.Enqueue(value);
    }
}

using System.Runtime.CompilerServices;
using Atoll.Compute;
using Atoll.Core.Lifecycles;
using Atoll.TestKit;
using Atoll.Workloads;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Atoll.Tests.Workloads;

public sealed class ImagePullsTests
{
    private readonly ManualTime _time = new();
    private readonly ImagePulls _pulls;

    public ImagePullsTests() =>
        _pulls = new ImagePulls(
            new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), _time, NullLogger<ImagePulls>.Instance);

    [Fact]
    public async Task A_registry_that_stumbles_once_is_asked_again()
    {
        var site = new StumblingRegistry(stumbles: 1);
        Assert.IsType<ImageReady>(await OutcomeAsync(site));
        Assert.Equal(2, site.Asked);
    }

    [Fact]
    public async Task One_that_never_answers_is_given_up_and_asked_anew_by_the_next_start()
    {
        var site = new StumblingRegistry(stumbles: int.MaxValue);
        var failure = await Assert.ThrowsAsync<SiteException>(() => OutcomeAsync(site));
        Assert.Equal((SiteFault.ImageMissing, "the registry refuses connections"), (failure.Fault, failure.Message));
        Assert.Equal(3, site.Asked);
        Assert.IsType<StillUnderWay>(await _pulls.AskAsync("local", site, "x:1"));
        Assert.Equal(4, site.Asked);
    }

    // Asks as the reconciler does, while the pauses between tries pass.
    private async Task<ServerEvent> OutcomeAsync(StumblingRegistry site)
    {
        ServerEvent outcome = new StillUnderWay();
        await Until.TrueAsync(
            async () =>
            {
                outcome = await _pulls.AskAsync("local", site, "x:1");
                _time.Advance(TimeSpan.FromSeconds(2));
                return outcome is not StillUnderWay;
            },
            TimeSpan.FromSeconds(10),
            "the pull to end");
        return outcome;
    }

    /// <summary>A site whose registry fails a number of times, as one that is being restarted.</summary>
    private sealed class StumblingRegistry(int stumbles) : IImageSite
    {
        public int Asked { get; private set; }

        public Task PullImageAsync(string image, IProgress<PullProgress> progress, CancellationToken cancellationToken) =>
            ++Asked <= stumbles
                ? Task.FromException(new SiteException(SiteFault.Busy, "the registry refuses connections"))
                : Task.CompletedTask;

        public Task<SiteImage?> FindImageAsync(string image, CancellationToken cancellationToken) => throw NotAsked();

        public Task RemoveImageAsync(string id, CancellationToken cancellationToken) => throw NotAsked();

        public Task<WorkloadObserved> EnsureAsync(WorkloadSpec spec, CancellationToken cancellationToken) => throw NotAsked();

        public Task<WorkloadObserved?> FindAsync(string name, CancellationToken cancellationToken) => throw NotAsked();

        public Task<IReadOnlyList<WorkloadObserved>> ListAsync(CancellationToken cancellationToken) => throw NotAsked();

        public Task DeleteAsync(string id, TimeSpan grace, CancellationToken cancellationToken) => throw NotAsked();

        public IAsyncEnumerable<string> WatchAsync(CancellationToken cancellationToken) => throw NotAsked();

        public Task<IReadOnlyList<string>> LogsAsync(string id, int lines, CancellationToken cancellationToken) => throw NotAsked();

        public Task EnsureVolumeAsync(string volume, CancellationToken cancellationToken) => throw NotAsked();

        private static InvalidOperationException NotAsked([CallerMemberName] string what = "") => new($"Nobody should ask for {what} here.");
    }
}

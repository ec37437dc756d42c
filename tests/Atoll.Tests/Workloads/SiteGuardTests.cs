using System.Net;
using Atoll.Compute;
using Atoll.Compute.Containers;
using Atoll.TestKit;
using Atoll.Workloads;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Atoll.Tests.Workloads;

/// <summary>Every site is looked after, also when another one cannot be.</summary>
public sealed class SiteGuardTests
{
    [Fact]
    public async Task Sites_that_cannot_be_looked_after_are_told_one_by_one()
    {
        using var one = SiteWithoutEngine();
        using var other = SiteWithoutEngine();
        using var log = new LogBook();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        var sites = new Sites(new Dictionary<string, ISite>(StringComparer.Ordinal) { ["one"] = one, ["other"] = other });
        using var guard = new SiteGuard(sites, TimeProvider.System, factory.CreateLogger<SiteGuard>());
        await guard.GuardAllAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, log.Lines.Count);
        Assert.StartsWith("Warning Atoll.Workloads.SiteGuard: Site one could not be looked after just now:", log.Lines[0], StringComparison.Ordinal);
        Assert.Contains("Site other", log.Lines[1], StringComparison.Ordinal);
    }

    private static ContainerSite SiteWithoutEngine() => new(new()
    {
        SocketPath = Path.Combine(Path.GetTempPath(), "atoll-no-engine.sock"),
        InstanceId = "00000000guard",
        Subnet = IPNetwork.Parse("10.99.0.0/24"),
        VolumesRoot = Path.GetTempPath(),
    });
}

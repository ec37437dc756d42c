using Atoll.EndToEnd.Compute;
using Atoll.EndToEnd.Packaging;
using Atoll.Environments;
using Atoll.TestKit;

namespace Atoll.EndToEnd.Failures;

/// <summary>Hubs whose servers are busybox's, which start in a second and end in another.</summary>
internal static class QuickServers
{
    public static async Task<HubFixture> StartAsync(Action<HubOptions> change, string? folder = null)
    {
        using var engine = new Engine();
        var image = await BusyboxImage.EnsureAsync(engine, CancellationToken.None);
        return await HubFixture.StartAsync(
            options =>
            {
                options.Servers = new() { SlowSeconds = 0.5, GraceSeconds = 0.5 };
                options.Sizes = [new SizeOptions { Name = "small", DisplayName = "Small", MemoryGb = 1 }];
                options.Environments = [BusyboxServer.Of(image)];
                change(options);
            },
            folder);
    }
}

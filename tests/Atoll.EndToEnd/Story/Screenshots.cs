using System.Globalization;
using Atoll.Compute;
using Atoll.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Atoll.EndToEnd.Story;

/// <summary>A picture of each step, under <c>artifacts/screenshots</c>, for people to look at.</summary>
internal sealed class Screenshots(string story)
{
    private readonly string _folder = Directory.CreateDirectory(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "screenshots", story)).FullName;

    private int _count;

    /// <summary>The last lines of the servers that still run, for whoever looks into a failure.</summary>
    public async Task KeepLogsAsync(HubFixture hub)
    {
        var site = hub.Services.GetRequiredService<Sites>()["local"];
        foreach (var workload in await site.ListAsync(CancellationToken.None))
        {
            var lines = await site.LogsAsync(workload.Id, 500, CancellationToken.None);
            await File.WriteAllLinesAsync(Path.Combine(_folder, $"{workload.Name}.log"), lines);
        }
    }

    /// <summary>What is seen, or the whole page from top to bottom.</summary>
    public Task TakeAsync(IPage page, string name, bool whole = false)
    {
        _count++;
        var file = string.Create(CultureInfo.InvariantCulture, $"{_count:00}-{name}.png");
        return page.ScreenshotAsync(new() { Path = Path.Combine(_folder, file), FullPage = whole });
    }
}

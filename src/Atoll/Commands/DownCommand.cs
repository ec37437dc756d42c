using Atoll.Core.Lifecycles;
using Atoll.Servers;

namespace Atoll.Commands;

/// <summary><c>atoll down</c>: stops every server of this hub, then the hub. Without a running hub it takes the workloads down itself.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(AtollSettings settings, CancellationToken cancellationToken)
    {
        using var hub = new HubConnection(settings.Data);
        var reply = hub.IsUp
            ? await hub.AskAsync("/down", cancellationToken)
            : CommandReply.Done(await WithoutHubAsync(settings, cancellationToken));
        return reply.Ok
            ? await PrintAsync(reply.Text)
            : throw new CommandException(reply.Text);
    }

    private static async Task<int> PrintAsync(string text)
    {
        await Console.Out.WriteLineAsync(text);
        return 0;
    }

    private static async Task<string> WithoutHubAsync(AtollSettings settings, CancellationToken cancellationToken)
    {
        if (!File.Exists(settings.Data.Database) && settings.Options.Database.Length == 0)
        {
            return $"There is no hub in {settings.Data.Root}.";
        }

        using var folder = DataLock.Take(settings.Data);
        var boot = await HubBoot.PrepareAsync(settings, cancellationToken);
        await using var database = boot.Database;
        await using var app = AtollApp.Build(settings, boot);
        var removed = await RemoveWorkloadsAsync(boot, cancellationToken);
        await Farewell.RemoveNetworksAsync(boot.Sites, cancellationToken);
        await CloseRowsAsync(app.Services.GetRequiredService<ServerStore>(), cancellationToken);
        return $"No hub was running. Its {removed} workloads are gone; homes are kept.";
    }

    private static async Task<int> RemoveWorkloadsAsync(HubBoot boot, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var site in boot.Sites.All.Values)
        {
            foreach (var workload in await site.ListAsync(cancellationToken))
            {
                await site.DeleteAsync(workload.Id, _grace, cancellationToken);
                removed++;
            }
        }

        return removed;
    }

    private static async Task CloseRowsAsync(ServerStore store, CancellationToken cancellationToken)
    {
        foreach (var row in await store.ActiveAsync(cancellationToken))
        {
            await store.ApplyAsync(row.Id, new StopRequested(), cancellationToken);
            await store.ApplyAsync(row.Id, new TakenDown(), cancellationToken);
        }
    }
}

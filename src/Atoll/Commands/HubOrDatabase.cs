namespace Atoll.Commands;

/// <summary>Has a command done by the running hub if there is one, else on its database in this process.</summary>
internal static class HubOrDatabase
{
    public static async Task<CommandReply> AskAsync(
        AtollSettings settings,
        Func<HubConnection, Task<CommandReply>> running,
        Func<IServiceProvider, Task<CommandReply>> alone,
        CancellationToken cancellationToken,
        bool isFirst = false)
    {
        using var hub = new HubConnection(settings.Data);
        if (hub.IsUp)
        {
            return await running(hub);
        }

        if (!isFirst && settings.Options.Database.Length == 0 && !File.Exists(settings.Data.Database))
        {
            throw new CommandException($"There is no hub in {settings.Data.Root}. Name its folder with --data, or start one with: atoll up");
        }

        using var folder = DataLock.Take(settings.Data);
        var boot = await HubBoot.WithoutSitesAsync(settings, cancellationToken);
        await using var database = boot.Database;
        await using var app = AtollApp.Build(settings, boot);
        return await alone(app.Services);
    }

    /// <summary>Prints what came of it; returns the program's exit code.</summary>
    public static async Task<int> PrintAsync(CommandReply reply)
    {
        await (reply.Ok ? Console.Out : Console.Error).WriteLineAsync(reply.Ok ? reply.Text : $"atoll: {reply.Text}");
        return reply.Ok ? 0 : 1;
    }
}

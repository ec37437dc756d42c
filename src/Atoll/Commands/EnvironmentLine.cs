using System.CommandLine;

namespace Atoll.Commands;

/// <summary><c>atoll environment …</c>: which content of its image each environment is.</summary>
internal static class EnvironmentLine
{
    private static readonly CommandReply _noHub = CommandReply.Fault("No hub runs on this data folder, and this needs one. Start it with: atoll up");

    /// <param name="guard">Runs with the settings of a parsed line, and says faults in a sentence.</param>
    public static Command Make(Func<ParseResult, Func<AtollSettings, Task<int>>, Task<int>> guard)
    {
        var name = new Argument<string>("NAME") { Description = "The environment's name in the configuration." };
        var image = new Argument<string>("IMAGE") { Description = "The image's id, or the beginning of it, as the list shows it." };
        var list = new Command("list", "Lists the environments' images: state, test, size, servers on them.");
        list.SetAction((parsed, ct) => guard(parsed, settings => ListAsync(settings, ct)));
        var update = new Command("update", "Looks for a newer image, tests it, and makes it the default when it is good.") { name };
        update.SetAction((parsed, ct) => guard(parsed, settings => HubAsync(settings, "update", new(parsed.GetValue(name)!), ct)));
        var rollback = new Command("rollback", "Makes the image before this one the default again.") { name };
        rollback.SetAction((parsed, ct) => guard(parsed, settings => RollBackAsync(settings, new(parsed.GetValue(name)!), ct)));
        var remove = new Command("remove", "Takes an image that nobody needs off the disk.") { name, image };
        remove.SetAction((parsed, ct) => guard(parsed, settings =>
            HubAsync(settings, "remove", new(parsed.GetValue(name)!, parsed.GetValue(image)), ct)));
        return new Command("environment", "Environments and their images.") { list, update, rollback, remove };
    }

    private static async Task<int> ListAsync(AtollSettings settings, CancellationToken cancellationToken) =>
        await HubOrDatabase.PrintAsync(await HubOrDatabase.AskAsync(
            settings,
            hub => hub.AskAsync("/environments/list", cancellationToken),
            services => services.GetRequiredService<EnvironmentCommands>().ListAsync(cancellationToken),
            cancellationToken));

    private static async Task<int> RollBackAsync(AtollSettings settings, EnvironmentRequest request, CancellationToken cancellationToken) =>
        await HubOrDatabase.PrintAsync(await HubOrDatabase.AskAsync(
            settings,
            hub => AskAsync(hub, "rollback", request, cancellationToken),
            services => services.GetRequiredService<EnvironmentCommands>().RollBackAsync(request, cancellationToken),
            cancellationToken));

    // These touch the engine, which a running hub alone does.
    private static async Task<int> HubAsync(AtollSettings settings, string command, EnvironmentRequest request, CancellationToken cancellationToken)
    {
        using var hub = new HubConnection(settings.Data);
        return await HubOrDatabase.PrintAsync(hub.IsUp ? await AskAsync(hub, command, request, cancellationToken) : _noHub);
    }

    private static Task<CommandReply> AskAsync(HubConnection hub, string command, EnvironmentRequest request, CancellationToken cancellationToken) =>
        hub.AskAsync($"/environments/{command}", request, CommandsJson.Default.EnvironmentRequest, cancellationToken);
}

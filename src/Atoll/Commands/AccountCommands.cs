using System.Security.Cryptography;

namespace Atoll.Commands;

/// <summary><c>atoll user …</c> and <c>atoll token …</c>: through the running hub if there is one, else on its database.</summary>
internal static class AccountCommands
{
    private const string PasswordLetters = "abcdefghjkmnpqrstuvwxyz23456789";

    public static async Task<int> AddUserAsync(
        AtollSettings settings, string name, bool admin, bool passwordFromStdin, CancellationToken cancellationToken)
    {
        var password = passwordFromStdin
            ? (await Console.In.ReadLineAsync(cancellationToken))?.TrimEnd('\r')
            : RandomNumberGenerator.GetString(PasswordLetters, 16);
        if (string.IsNullOrEmpty(password))
        {
            throw new CommandException("There was no password on standard input.");
        }

        var request = new AddUserRequest(name, admin, password);
        var reply = await AskAsync(
            settings,
            hub => hub.AskAsync("/users/add", request, CommandsJson.Default.AddUserRequest, cancellationToken),
            commands => commands.AddUserAsync(request, cancellationToken),
            cancellationToken);
        var told = reply.Ok && !passwordFromStdin
            ? reply with { Text = $"{reply.Text}\nPassword (shown this once): {password}" }
            : reply;
        return await PrintAsync(told);
    }

    public static async Task<int> ListUsersAsync(AtollSettings settings, CancellationToken cancellationToken) =>
        await PrintAsync(await AskAsync(
            settings,
            hub => hub.AskAsync("/users/list", cancellationToken),
            commands => commands.ListUsersAsync(cancellationToken),
            cancellationToken));

    public static async Task<int> CreateTokenAsync(
        AtollSettings settings, string user, string note, CancellationToken cancellationToken)
    {
        var request = new CreateTokenRequest(user, note);
        return await PrintAsync(await AskAsync(
            settings,
            hub => hub.AskAsync("/tokens/create", request, CommandsJson.Default.CreateTokenRequest, cancellationToken),
            commands => commands.CreateTokenAsync(request, cancellationToken),
            cancellationToken));
    }

    private static async Task<CommandReply> AskAsync(
        AtollSettings settings,
        Func<HubConnection, Task<CommandReply>> running,
        Func<HubCommands, Task<CommandReply>> alone,
        CancellationToken cancellationToken)
    {
        using var hub = new HubConnection(settings.Data);
        if (hub.IsUp)
        {
            return await running(hub);
        }

        using var folder = DataLock.Take(settings.Data);
        var boot = await HubBoot.WithoutSitesAsync(settings, cancellationToken);
        await using var database = boot.Database;
        await using var app = AtollApp.Build(settings, boot);
        return await alone(app.Services.GetRequiredService<HubCommands>());
    }

    private static async Task<int> PrintAsync(CommandReply reply)
    {
        await (reply.Ok ? Console.Out : Console.Error).WriteLineAsync(reply.Ok ? reply.Text : $"atoll: {reply.Text}");
        return reply.Ok ? 0 : 1;
    }
}

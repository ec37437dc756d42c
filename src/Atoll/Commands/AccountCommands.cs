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
            throw new CommandException("There was no password on standard input. Pipe one in, or leave --password-stdin out to have one made.");
        }

        var request = new AddUserRequest(name, admin, password);
        var reply = await HubOrDatabase.AskAsync(
            settings,
            hub => hub.AskAsync("/users/add", request, CommandsJson.Default.AddUserRequest, cancellationToken),
            services => services.GetRequiredService<HubCommands>().AddUserAsync(request, cancellationToken),
            cancellationToken,
            // People may be added before the hub's first start.
            isFirst: true);
        var told = reply.Ok && !passwordFromStdin
            ? reply with { Text = $"{reply.Text}\nPassword (shown this once): {password}" }
            : reply;
        return await HubOrDatabase.PrintAsync(told);
    }

    public static async Task<int> ListUsersAsync(AtollSettings settings, CancellationToken cancellationToken) =>
        await HubOrDatabase.PrintAsync(await HubOrDatabase.AskAsync(
            settings,
            hub => hub.AskAsync("/users/list", cancellationToken),
            services => services.GetRequiredService<HubCommands>().ListUsersAsync(cancellationToken),
            cancellationToken));

    public static async Task<int> CreateTokenAsync(
        AtollSettings settings, string user, string note, CancellationToken cancellationToken)
    {
        var request = new CreateTokenRequest(user, note);
        return await HubOrDatabase.PrintAsync(await HubOrDatabase.AskAsync(
            settings,
            hub => hub.AskAsync("/tokens/create", request, CommandsJson.Default.CreateTokenRequest, cancellationToken),
            services => services.GetRequiredService<HubCommands>().CreateTokenAsync(request, cancellationToken),
            cancellationToken));
    }
}

using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.People;
using Atoll.Compute;
using Atoll.Core.Names;
using Atoll.Core.Scopes;
using Atoll.Servers;

namespace Atoll.Commands;

/// <summary>What the command line can do to a hub: the same code whether the hub runs (over its socket) or not (in the command's own process).</summary>
internal sealed class HubCommands(Users users, Tokens tokens, ServerActions servers, Sites sites)
{
    private static readonly TimeSpan _downLimit = TimeSpan.FromMinutes(2);

    public async Task<CommandReply> AddUserAsync(AddUserRequest request, CancellationToken cancellationToken)
    {
        if (UserName.FaultOf(request.Name) is { } fault)
        {
            return CommandReply.Fault($"'{request.Name}' cannot be a user's name: {fault}.");
        }

        var name = UserName.Parse(request.Name);

        return await users.CreateAsync(name, request.Admin, request.Password, cancellationToken) is null
            ? CommandReply.Fault($"There is a user '{name}' already.")
            : CommandReply.Done($"Added {(request.Admin ? "administrator" : "user")} {name}.");
    }

    public async Task<CommandReply> ListUsersAsync(CancellationToken cancellationToken)
    {
        var all = await users.ListAsync(cancellationToken);
        return CommandReply.Done(string.Join('\n', all.Select(user => user.Admin ? $"{user.Name}\tadmin" : user.Name)));
    }

    public async Task<CommandReply> CreateTokenAsync(CreateTokenRequest request, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(request.User.ToLowerInvariant(), cancellationToken) is not { } owner)
        {
            return CommandReply.Fault($"There is no user '{request.User}'. Add them with: atoll user add {request.User}");
        }

        var token = new NewToken { UserId = owner.Id, Scopes = [ScopeTable.Inherit], Note = request.Note };
        return CommandReply.Done((await tokens.IssueAsync(token, cancellationToken)).Secret);
    }

    /// <summary>Stops every server of this hub and waits for it.</summary>
    public async Task<CommandReply> StopServersAsync(CancellationToken cancellationToken)
    {
        await servers.StopEverythingAsync(_downLimit, cancellationToken);
        try
        {
            await Farewell.RemoveNetworksAsync(sites, cancellationToken);
            return CommandReply.Done("All servers of this hub are stopped. Homes are kept.");
        }
        catch (SiteException failure)
        {
            return CommandReply.Fault($"The hub stops, but not everything of it could be ended: {failure.Message} 'atoll down' again tries again.");
        }
    }
}

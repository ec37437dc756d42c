using System.Data.Common;
using Atoll.Accounts.ApiTokens;
using Atoll.Core.Lifecycles;
using Atoll.Core.Names;
using Atoll.Core.Scopes;
using Atoll.OAuth;
using Atoll.Platform.Configuration;
using Atoll.Platform.Secrets;

namespace Atoll.Servers;

/// <summary>
/// The token and the OAuth client of a start: made in the transaction that makes the start, gone in the one that ends it. The client's secret
/// is the server's token (jupyterhub.md 1.7).
/// </summary>
internal sealed class ServerCredentials(ServerTokens tokens, Live<RoleBook> book, TimeProvider time)
{
    public async Task FollowAsync(DbConnection connection, ServerState before, ServerRow after)
    {
        if (after.StartNumber != before.StartNumber)
        {
            await RevokeAsync(connection, after);
            await IssueAsync(connection, after);
        }
        else if (after.Phase is ServerPhase.Stopped)
        {
            await RevokeAsync(connection, after);
        }
    }

    private async Task IssueAsync(DbConnection connection, ServerRow row)
    {
        var secret = tokens.Make(row.Id, row.StartNumber);
        var prefix = UrlNames.ServerPrefix(row.UserName, row.Name);
        await OAuthClientStore.RegisterAsync(connection, new OAuthClient
        {
            Id = await FreeIdAsync(connection, row),
            SecretHash = OpaqueToken.Hash(secret),
            RedirectUri = OAuthNames.RedirectUri(row.UserName, row.Name),
            Description = $"Server at {prefix}",
            AccessScope = OAuthNames.AccessScope(row.UserName, row.Name),
            UserId = row.UserId,
            ServerId = row.Id,
        });
        var token = new NewToken
        {
            UserId = row.UserId,
            Scopes = ScopesOf(row),
            Note = $"Server at {prefix}",
            ServerId = row.Id,
        };
        await TokenStore.AddAsync(connection, token, secret, time.GetUtcNow());
    }

    // What the role says at the start; and entering itself, as every token may at the client that it was issued to.
    private IReadOnlyList<string> ScopesOf(ServerRow row)
    {
        var known = book.Value;
        var context = new ScopeContext(row.UserName, Server: $"{row.UserName}/{row.Name}");
        var written = ScopeRules.Resolve(known.Find(DefaultRoles.Server.Name)!.Scopes, context, known.Catalog);
        return [.. written.Append(OAuthNames.AccessScope(row.UserName, row.Name)).Distinct()];
    }

    // With the client go the tokens that browsers hold for it.
    private static async Task RevokeAsync(DbConnection connection, ServerRow row)
    {
        await TokenStore.RevokeServerAsync(connection, row.Id);
        await OAuthClientStore.RemoveOfServerAsync(connection, row.Id);
    }

    // Upstream's ids join two names by a dash: jo's server "ann" and jo-ann's default server would be one client. The later one's says which
    // server it is; what it cannot be is the other's.
    private static async Task<string> FreeIdAsync(DbConnection connection, ServerRow row)
    {
        var id = OAuthNames.ClientId(row.UserName, row.Name);
        return await OAuthClientStore.FindAsync(connection, id) is null ? id : $"{id}!{row.Id}";
    }
}

using System.Text.Json.Nodes;
using Atoll.Accounts.People;
using Atoll.Accounts.Services;
using Atoll.Core.Names;
using Atoll.Core.Scopes;
using Atoll.OAuth;
using Atoll.Platform.Secrets;
using Atoll.Tests.Accounts;
using Dapper;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace Atoll.Tests.OAuth;

/// <summary>A server as the provider knows it, and what its side of the flow does.</summary>
internal sealed record TestClient(string Id, string Secret, string RedirectUri, string AccessScope)
{
    /// <summary>Registers the owner's server, as each start does.</summary>
    public static async Task<TestClient> RegisterAsync(HubSlice hub, UserRow owner, string server = "", string allowedScopes = "")
    {
        var client = new TestClient(
            OAuthNames.ClientId(owner.Name, server), OpaqueToken.New(), OAuthNames.RedirectUri(owner.Name, server),
            OAuthNames.AccessScope(owner.Name, server));
        await hub.Database.WriteAsync(async connection =>
        {
            var serverId = await connection.QuerySingleAsync<long>(
                """
                INSERT INTO servers (user_id, name, site, user_options, wanted, phase, phase_since, start_number)
                VALUES (@Id, @server, 'local', '{}', 'Stopped', 'Stopped', 0, 0)
                ON CONFLICT (user_id, name) DO UPDATE SET start_number = servers.start_number + 1
                RETURNING id
                """,
                new { owner.Id, server });
            await OAuthClientStore.RegisterAsync(connection, new OAuthClient
            {
                Id = client.Id,
                SecretHash = OpaqueToken.Hash(client.Secret),
                RedirectUri = client.RedirectUri,
                Description = $"Server at {UrlNames.ServerPrefix(owner.Name, server)}",
                AllowedScopes = ScopeLines.Join(allowedScopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
                AccessScope = client.AccessScope,
                UserId = owner.Id,
                ServerId = serverId,
            });
        }, CancellationToken.None);
        return client;
    }

    /// <summary>Makes a service that people sign in to, or changes it.</summary>
    public static async Task<TestClient> RegisterServiceAsync(HubSlice hub, string name, Func<ServiceClient, ServiceClient>? change = null)
    {
        var secret = OpaqueToken.New();
        var service = await hub.Database.WriteAsync(async connection =>
        {
            var row = await ServiceStore.CreateAsync(connection, new ServiceRow { Id = 0, Name = name }) ?? await ServiceStore.FindAsync(connection, name);
            var client = new ServiceClient { ServiceId = row!.Id, Name = name, ApiToken = secret, HasUrl = true };
            client = change?.Invoke(client) ?? client;
            Assert.True(await ServiceClients.SyncAsync(connection, client));
            return client;
        }, CancellationToken.None);
        return new TestClient(service.Id, secret, service.CallbackUri!, OAuthNames.ServiceAccessScope(name));
    }

    /// <summary>Where the server sends its visitors.</summary>
    public string AuthorizeUrl(params (string Name, string? Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = Id, ["redirect_uri"] = RedirectUri, ["response_type"] = "code", ["state"] = "st/at&e",
        };
        foreach (var (name, value) in changes)
        {
            query[name] = value;
        }

        return QueryHelpers.AddQueryString("/hub/api/oauth2/authorize", query.Where(pair => pair.Value is not null));
    }

    /// <summary>Goes through the whole flow in a browser that may enter without being asked.</summary>
    public async Task<string> SignInAsync(HubSlice hub, Browser browser)
    {
        var code = await CodeAsync(browser);
        var answer = await ExchangeAsync(hub, code);
        return (string)answer.Json!["access_token"]!;
    }

    public async Task<string> CodeAsync(Browser browser, params (string Name, string? Value)[] changes)
    {
        using var answer = await browser.VisitAsync(AuthorizeUrl(changes));
        return Parameters(answer)["code"];
    }

    /// <summary>Exchanges a code, as the server does.</summary>
    public async Task<ApiAnswer> ExchangeAsync(HubSlice hub, string code, params (string Name, string? Value)[] changes)
    {
        var form = new Dictionary<string, string?>
        {
            ["client_id"] = Id, ["client_secret"] = Secret, ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = RedirectUri,
        };
        foreach (var (name, value) in changes)
        {
            form[name] = value;
        }

        using var browser = hub.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hub/api/oauth2/token");
        request.Content = new FormUrlEncodedContent(form.Where(pair => pair.Value is not null));
        using var answer = await browser.SendAsync(request);
        return await ApiAnswer.OfAsync(answer);
    }

    /// <summary>What the redirect back to the client carries.</summary>
    public static Dictionary<string, string> Parameters(HttpResponseMessage answer)
    {
        var location = answer.Headers.Location!.OriginalString;
        return QueryHelpers.ParseQuery(location[location.IndexOf('?', StringComparison.Ordinal)..])
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    /// <summary>The scopes that a token has now; null when it is no good.</summary>
    public static async Task<IReadOnlyList<string>?> ScopesAsync(HubSlice hub, string token)
    {
        var answer = await hub.AskAsync("GET", "/hub/api/user", token);
        return answer.Status == 200 ? [.. answer.Json!["scopes"]!.AsArray().Select(scope => (string)scope!)] : null;
    }

    public static JsonNode Error(ApiAnswer answer) => answer.Json!["error"]!;
}

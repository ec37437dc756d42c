using Atoll.Accounts.People;
using Atoll.Tests.Accounts;
using Atoll.Tests.Accounts.Sharing;
using Xunit;

namespace Atoll.Tests.Hub.Sharing;

/// <summary>A hub with ada, who has two servers; bob and eve; a group crew without members; and root, who administers it.</summary>
public sealed class SharingSlice : IAsyncLifetime
{
    private ShareSeed _seed = null!;

    internal HubSlice Hub { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Hub.InitializeAsync();
        _seed = new ShareSeed(Hub.Database);
        await OwnerAsync("ada");
        await Hub.AddUserAsync("bob", password: "secret");
        await Hub.AddUserAsync("eve", password: "secret");
        await Hub.AddUserAsync("root", admin: true);
        await _seed.GroupAsync("crew");
    }

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    /// <summary>Somebody with a default server and one called gpu.</summary>
    internal async Task<UserRow> OwnerAsync(string name)
    {
        var owner = await Hub.AddUserAsync(name, password: "secret");
        await _seed.ServerAsync(owner, "");
        await _seed.ServerAsync(owner, "gpu");
        return owner;
    }

    /// <summary>A token of this user: <c>root shares!user=ada read:users</c>; with all that they may do when no scopes are given.</summary>
    internal async Task<string> TokenAsync(string actor)
    {
        var words = actor.Split(' ');
        return await Hub.TokenAsync(await Hub.FindUserAsync(words[0]), words[1..]);
    }

    /// <summary>Asks the API with such a token.</summary>
    internal async Task<ApiAnswer> AskAsync(string actor, string method, string path, string? body = null) =>
        await Hub.AskAsync(method, "/hub/api" + path, await TokenAsync(actor), body);
}

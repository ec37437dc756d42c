using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.People;
using Atoll.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Atoll.Differential.Hubs;

/// <summary>Atoll as its own tests start it, with servers that are a small script.</summary>
internal sealed class AtollSide : Side
{
    private readonly HubFixture _hub;

    private AtollSide(HubFixture hub)
        : base("Atoll", hub.Url) => _hub = hub;

    public IReadOnlyList<string> Complaints => _hub.Complaints;

    public IServiceProvider Services => _hub.Services;

    public static async Task<AtollSide> StartAsync()
    {
        var side = new AtollSide(await HubFixture.StartAsync(Configure));
        await side.AddUserAsync(World.Admin);
        side.Know("seeder", await side._hub.TokenAsync(await side.FindAsync(World.Admin)));
        return side;
    }

    // Who has a role by the configuration is there from the start, on both hubs.
    public override async Task AddUserAsync(string user)
    {
        var row = await Services.GetRequiredService<Users>().FindAsync(user, CancellationToken.None) ?? await _hub.AddUserAsync(user);
        await Services.GetRequiredService<Passwords>().SetAsync(row, World.Password, CancellationToken.None);
    }

    public override async Task LetGoAsync(string user) =>
        StandIn.LetGo(_hub.Settings.Data, await FindAsync(user));

    public override async Task<string> ServerTokenAsync(string user)
    {
        var environment = await EnvironmentAsync(await FindAsync(user));
        const string Key = "JUPYTERHUB_API_TOKEN=";
        return environment.Split('\n').Single(line => line.StartsWith(Key, StringComparison.Ordinal))[Key.Length..];
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _hub.DisposeAsync();
    }

    // The token goes again: the corpus lists them.
    private async Task<string> EnvironmentAsync(UserRow user)
    {
        var tokens = Services.GetRequiredService<Tokens>();
        var (token, secret) = await tokens.IssueAsync(new NewToken { UserId = user.Id, Scopes = ["inherit"], Note = "" }, CancellationToken.None);
        using var client = _hub.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("token", secret);
        var environment = await client.GetStringAsync($"/user/{user.Name}/env");
        await tokens.RevokeAsync(token, CancellationToken.None);
        return environment;
    }

    private async Task<UserRow> FindAsync(string user) =>
        await _hub.Services.GetRequiredService<Users>().FindAsync(user, CancellationToken.None)
        ?? throw new InvalidOperationException($"Atoll has no user {user}.");

    private static void Configure(HubOptions options)
    {
        StandIn.Configure(options);
        AtollWorld.Configure(options);
    }
}

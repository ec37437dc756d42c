using System.Net;
using Atoll.Accounts.People;
using Atoll.Servers;
using Atoll.TestKit;

namespace Atoll.Tests.Contract.Fuzz;

/// <summary>The real application with people in it, and with things of others that nobody may ever read.</summary>
internal sealed class FuzzHub(HubFixture hub, FuzzPeople people, IReadOnlyList<string> secrets) : IAsyncDisposable
{
    /// <summary>Part of everything that others own. No request says it, so an answer that does has it from the hub.</summary>
    public const string Canary = "kanari7f3";

    public HubFixture Hub => hub;

    public FuzzPeople People => people;

    /// <summary>What nobody may read, administrators included.</summary>
    public IReadOnlyList<string> Secrets => secrets;

    /// <param name="database">A PostgreSQL connection string; empty for the embedded database.</param>
    public static async Task<FuzzHub> StartAsync(string database)
    {
        var hub = await HubFixture.StartAsync(options =>
        {
            StandIn.Configure(options);
            options.Environments = [.. options.Environments.Where(one => one.Name == StandIn.Prompt)];
            options.Servers.SlowSeconds = 0;
            options.Servers.NamedServers = true;
            options.Servers.GraceSeconds = 0.3;
            // A few requests are good enough to start something: no more of that than shows that it works.
            options.Servers.StartOverflow = StartOverflow.Reject;
            options.Servers.ActiveLimit = 2;
            options.Database = database;
        });
        var secrets = await PlantAsync(hub);
        return new FuzzHub(hub, await PeopleAsync(hub), secrets);
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    private static async Task<IReadOnlyList<string>> PlantAsync(HubFixture hub)
    {
        var victim = await hub.AddUserAsync(FuzzPeople.Victim, $"{Canary}-password");
        var unsaid = await hub.AddUserAsync($"{Canary}-user");
        await NoteAsync(hub, victim);
        await hub.AddGroupAsync($"{Canary}-group", $$"""{"{{Canary}}": "property"}""", victim, unsaid);
        await hub.AddServiceAsync($"{Canary}-service");
        foreach (var name in FuzzPeople.Crowd)
        {
            await hub.AddUserAsync(name);
        }

        await hub.AddGroupAsync(FuzzPeople.Group, "{}");
        await hub.AddServiceAsync(FuzzPeople.Service);

        return [await hub.TokenAsync(victim), await hub.TokenAsync(unsaid), $"{Canary}-password"];
    }

    // Through the API, as its owner would.
    private static async Task NoteAsync(HubFixture hub, UserRow victim)
    {
        using var client = await hub.WithTokenAsync(victim);
        using var body = new StringContent($$"""{"note": "{{Canary}}-note"}""");
        using var answer = await client.PostAsync(new Uri($"/hub/api/users/{victim.Name}/tokens", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<FuzzPeople> PeopleAsync(HubFixture hub)
    {
        var mallory = await hub.AddUserAsync(FuzzPeople.Mallory);
        var admin = await hub.AddUserAsync("root", admin: true);
        return new FuzzPeople
        {
            MalloryToken = await hub.TokenAsync(mallory),
            AdminToken = await hub.TokenAsync(admin),
            MalloryBrowser = await BrowserAsync(hub, mallory),
            AdminBrowser = await BrowserAsync(hub, admin),
        };
    }

    private static async Task<(string Cookies, string Xsrf)> BrowserAsync(HubFixture hub, UserRow user)
    {
        var signedIn = await hub.SignInAsync(user);
        using var home = await Visits.FollowAsync(signedIn.Client, "/hub/home");
        var cookies = signedIn.Cookies.GetCookies(new Uri(hub.Url, "/hub/")).Cast<Cookie>().ToList();
        return (string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")), cookies.Single(cookie => cookie.Name == "_xsrf").Value);
    }
}

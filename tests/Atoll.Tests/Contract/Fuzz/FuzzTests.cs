using System.Text;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Xunit;

namespace Atoll.Tests.Contract.Fuzz;

/// <summary>
/// Malformed requests to every endpoint of the hub, as the application itself lists them: paths, encodings, queries, headers, cookies, bodies.
/// None may end in a fault of the hub, be left without an answer, or bring up what is somebody else's.
/// </summary>
public sealed class FuzzTests(PostgresServer postgres)
{
    private const int Seed = 20_260_810;

    [Fact, Trait("Pace", "slow")]
    public Task A_thousand_malformed_requests_to_each_endpoint_do_no_harm() => RunAsync("", 1_000);

    /// <summary>Another database refuses other texts.</summary>
    [Fact, Trait("Pace", "slow")]
    public async Task Nor_do_they_on_postgresql() => await RunAsync(await postgres.CreateDatabaseAsync(CancellationToken.None), 100);

    /// <summary>It keeps no null character, and says so by a fault that would look like its own.</summary>
    [Fact]
    public async Task Null_character_is_a_bad_request_there()
    {
        await using var target = await FuzzHub.StartAsync(await postgres.CreateDatabaseAsync(CancellationToken.None));
        using var connection = new RawConnection(target.Hub.Settings.Port);
        var people = target.People;
        var note = "{\"note\": \"\\u0000\"}";
        string[] requests =
        [
            $"POST /hub/api/users/mallory/tokens HTTP/1.1\r\nHost: x\r\nAuthorization: token {people.MalloryToken}\r\nContent-Length: {note.Length}\r\n\r\n{note}",
            $"GET /hub/api/oauth2/authorize?client_id=%00 HTTP/1.1\r\nHost: x\r\nCookie: {people.MalloryBrowser.Cookies}\r\n\r\n",
        ];

        Assert.All(requests, request => Assert.Equal(400, connection.Ask(Encoding.Latin1.GetBytes(request), isHead: false).Status));
    }

    private static async Task RunAsync(string database, int perEndpoint)
    {
        await using var target = await FuzzHub.StartAsync(database);
        var run = new FuzzRun(target, Seed, perEndpoint);
        var endpoints = HubEndpoints.Of(target.Hub.App);

        await run.RunAsync(endpoints);

        var report = run.Report();
        Assert.True(report.Length == 0, report);
        Assert.DoesNotContain(target.Hub.Complaints, line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal));
        AssertReachedHandlers(run, endpoints.Count * perEndpoint);
        await AssertLivesAsync(target);
    }

    // Requests that are all refused at the door would prove nothing.
    private static void AssertReachedHandlers(FuzzRun run, int all)
    {
        var answered = run.Statuses.Where(pair => pair.Key is >= 200 and < 400).Sum(pair => pair.Value);
        var refusedInside = run.Statuses.GetValueOrDefault(400) + run.Statuses.GetValueOrDefault(404) + run.Statuses.GetValueOrDefault(409);
        Assert.True(answered > all / 20 && refusedInside > all / 10, string.Join(", ", run.Statuses.OrderBy(pair => pair.Key)));
    }

    // Everybody is who they were, and the hub still answers.
    private static async Task AssertLivesAsync(FuzzHub target)
    {
        var users = await Task.WhenAll(new[] { FuzzPeople.Mallory, FuzzPeople.Victim, $"{FuzzHub.Canary}-user" }.Select(name => SelfAsync(target, name)));
        Assert.All(users, user => Assert.Equal((200, false), user));
        using var client = target.Hub.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("token", target.People.MalloryToken);
        Assert.Equal(FuzzPeople.Mallory, (string?)(await ApiAnswer.OfAsync(await client.GetAsync(new Uri("/hub/api/user", UriKind.Relative)))).Json!["name"]);
    }

    private static async Task<(int Status, bool IsAdmin)> SelfAsync(FuzzHub target, string name)
    {
        using var client = target.Hub.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("token", target.People.AdminToken);
        var answer = await ApiAnswer.OfAsync(await client.GetAsync(new Uri($"/hub/api/users/{name}", UriKind.Relative)));
        return (answer.Status, (bool?)answer.Json?["admin"] ?? true);
    }
}

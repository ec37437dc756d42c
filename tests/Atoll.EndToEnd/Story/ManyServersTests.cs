using System.Net;
using Atoll.TestKit;
using Xunit;

namespace Atoll.EndToEnd.Story;

/// <summary>A class of twenty presses Start in the same second.</summary>
public sealed class ManyServersTests : IAsyncLifetime
{
    private const int People = 20;

    private HubFixture _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await HubFixture.StartAsync(options =>
        // So small that a build machine has room for all of them: nobody waits for somebody else's server to end.
        options.Sizes = [new() { Name = "small", DisplayName = "Small", Cpu = 1, MemoryGb = 0.75 }]);

    [Fact]
    public async Task Twenty_at_once_become_ready_and_pages_answer_meanwhile()
    {
        var people = await Task.WhenAll(Enumerable.Range(1, People).Select(number => _hub.AddUserAsync($"student-{number}")));
        var watcher = await _hub.SignInAsync(await _hub.AddUserAsync("teacher"));
        using var done = new CancellationTokenSource();
        var pages = VisitWhileAsync(watcher.Client, done.Token);
        await Task.WhenAll(people.Select(person => Servers.StartAsync(_hub, person)));
        await done.CancelAsync();
        var visits = await pages;
        Assert.True(visits.Count >= 10, $"only {visits.Count} visits meanwhile");
        Assert.All(visits, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Empty(_hub.Complaints);
    }

    public async ValueTask DisposeAsync() => await _hub.DisposeAsync();

    // One visit after the other, as a person would; each must answer before its own timeout.
    private static async Task<IReadOnlyList<HttpStatusCode>> VisitWhileAsync(HttpClient client, CancellationToken until)
    {
        client.Timeout = TimeSpan.FromSeconds(10);
        var statuses = new List<HttpStatusCode>();
        while (!until.IsCancellationRequested)
        {
            using var answer = await Visits.FollowAsync(client, "/hub/home");
            statuses.Add(answer.StatusCode);
        }

        return statuses;
    }
}

using Atoll.Accounts.People;
using Atoll.Accounts.SignIn;
using Atoll.Core.Names;
using Atoll.Platform.Database;
using Atoll.Platform.Secrets;
using Atoll.TestKit;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Atoll.Bench.Pages;

/// <summary>A hub and many people on it, each signed in and with a server that is stopped.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int PerCommit = 1000;

    private readonly HubFixture _hub;
    private readonly HttpClient _client;
    private readonly List<string> _secrets = [];
    private int _next;

    private Crowd(HubFixture hub)
    {
        _hub = hub;
        _client = hub.Anonymous();
    }

    public static async Task<Crowd> GatherAsync(int people, CancellationToken cancellationToken)
    {
        var crowd = new Crowd(await HubFixture.StartAsync(StandIn.Configure));
        for (var first = 0; first < people; first += PerCommit)
        {
            await crowd.AddAsync(first, Math.Min(PerCommit, people - first), cancellationToken);
        }

        return crowd;
    }

    /// <summary>Milliseconds until the first byte of a page, asked for as the next of all people, or as nobody.</summary>
    public async Task<double> FirstByteAsync(string path, bool signedIn, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        if (signedIn)
        {
            // Far apart, so that no two requests find the same rows still warm.
            _next = (_next + 7919) % _secrets.Count;
            request.Headers.Add("Cookie", $"jupyterhub-hub-login={_secrets[_next]}");
        }

        var began = TimeProvider.System.GetTimestamp();
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var waited = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        answer.EnsureSuccessStatusCode();
        await answer.Content.CopyToAsync(Stream.Null, cancellationToken);
        return waited;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _hub.DisposeAsync();
    }

    private async Task AddAsync(int first, int count, CancellationToken cancellationToken)
    {
        var secrets = Enumerable.Range(0, count).Select(_ => OpaqueToken.New()).ToList();
        await _hub.Services.GetRequiredService<HubDatabase>().WriteAsync(async connection =>
        {
            var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
            for (var number = 0; number < count; number++)
            {
                var user = await UserStore.CreateAsync(connection, UserName.Parse($"person-{first + number}"), admin: false, now);
                var session = new SessionRow
                {
                    Id = Guid.NewGuid().ToString("n"), UserId = user!.Id, Created = now, LastSeen = now, Expires = now + Sessions.Lifetime,
                };
                await SessionStore.AddAsync(connection, session, OpaqueToken.Hash(secrets[number]));
                await connection.ExecuteAsync(
                    """
                    INSERT INTO servers (user_id, name, site, user_options, wanted, phase, phase_since, start_number)
                    VALUES (@Id, '', 'local', '{}', 'Stopped', 'Stopped', @now, 1)
                    """,
                    new { user.Id, now });
            }
        }, cancellationToken);
        _secrets.AddRange(secrets);
    }
}

using System.Net;
using Atoll.Accounts.People;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Transport;

/// <summary>Cookies, origins, HSTS and what servers are told, for each way in.</summary>
[Trait("Pace", "slow")]
public sealed class WaysInTests : IDisposable
{
    private readonly TestCertificates _authority = new();
    private readonly Dictionary<string, string> _jar = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _set = new(StringComparer.Ordinal);
    private WayIn _way = null!;
    private HttpClient _client = null!;

    public static TheoryData<string> Names => [.. WayIn.All.Select(way => way.Name)];

    public void Dispose() => _authority.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_cookie_is_secure_when_people_use_https(string name)
    {
        await using var hub = await StartAsync(name);
        await ReadyServerAsync(hub, await hub.AddUserAsync("ada", "lovelace"));

        await SendAsync("GET", "/hub/login");
        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["username"] = "ada", ["password"] = "lovelace", ["_xsrf"] = _jar["_xsrf"] };
        Assert.Equal(HttpStatusCode.Found, (await SendAsync("POST", "/hub/login", new FormUrlEncodedContent(form))).StatusCode);
        await SendAsync("GET", "/hub/home");
        Assert.Equal("/user/ada/", (await SendAsync("GET", "/hub/enter?next=/user/ada/")).Headers.Location?.OriginalString);
        AssertSecure("_xsrf", "atoll-gate", "jupyterhub-hub-login", "jupyterhub-session-id");

        Assert.Equal(HttpStatusCode.OK, (await SendAsync("POST", "/user/ada/x", origin: $"{_way.Scheme}://{WayIn.Host}")).StatusCode);
        var other = _way.Scheme == "http" ? "https" : "http";
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync("POST", "/user/ada/x", origin: $"{other}://{WayIn.Host}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync("POST", "/user/ada/x", origin: $"{_way.Scheme}://evil.example")).StatusCode);

        // Deletions too, or browsers would keep what they should forget.
        _set.Clear();
        await SendAsync("GET", "/hub/logout");
        AssertSecure("_xsrf", "jupyterhub-hub-login", "jupyterhub-session-id");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Browsers_are_told_to_insist_on_https_by_answers_that_came_so(string name)
    {
        await using var hub = await StartAsync(name);
        await using var server = await Backend.BehindAsync(hub);
        foreach (var path in new[] { "/hub/login", "/hub/api/", "/probe/x", "/nowhere" })
        {
            using var answer = await SendAsync("GET", path);
            Assert.Equal(_way.Hsts ? ["max-age=31536000"] : [], Values(answer, "Strict-Transport-Security"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Servers_are_told_what_the_hub_believes(string name)
    {
        await using var hub = await StartAsync(name);
        await using var server = await Backend.BehindAsync(hub);
        using var answer = await SendAsync("GET", "/probe/x");
        var seen = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n');
        Assert.Contains($"Host: {WayIn.Host}", seen);
        Assert.Equal(
            [
                $"X-Forwarded-For: {_way.Client}",
                $"X-Forwarded-Host: {WayIn.Host}",
                $"X-Forwarded-Port: {(_way.Scheme == "https" ? 443 : 80)}",
                $"X-Forwarded-Proto: {_way.Scheme}",
            ],
            seen.Where(line => line.Contains("Forwarded", StringComparison.Ordinal) || line.StartsWith("X-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Values(HttpResponseMessage answer, string header) =>
        answer.Headers.TryGetValues(header, out var values) ? values : [];

    private static async Task ReadyServerAsync(HubFixture hub, UserRow user)
    {
        using var program = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        program.DefaultRequestHeaders.Authorization = new("token", await hub.TokenAsync(user));
        var api = hub.Services.GetService(typeof(Atoll.Servers.HubAddresses)) as Atoll.Servers.HubAddresses;
        using var started = await program.PostAsync(new Uri($"{api!.ApiUrl}/users/{user.Name}/server"), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
    }

    private async Task<HubFixture> StartAsync(string name)
    {
        _way = WayIn.All.Single(way => way.Name == name);
        var hub = await _way.HubAsync(_authority);
        _client = new HttpClient(_authority.Handler()) { BaseAddress = hub.Url };
        return hub;
    }

    private void AssertSecure(params string[] names)
    {
        Assert.Equal(names, _set.Keys.Order(StringComparer.Ordinal));
        Assert.All(_set.Values, line => Assert.Equal(_way.Scheme == "https", line.Contains("; secure", StringComparison.OrdinalIgnoreCase)));
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, HttpContent? content = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        request.Headers.Host = _way.HostHeader;
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _jar.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        foreach (var header in _way.Headers.Select(header => header.Split(": ", 2)))
        {
            request.Headers.TryAddWithoutValidation(header[0], header[1]);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        foreach (var line in Values(answer, "Set-Cookie"))
        {
            var pair = line.Split(';')[0].Split('=', 2);
            (_set[pair[0]], _jar[pair[0]]) = (line, pair[1]);
        }

        return answer;
    }
}

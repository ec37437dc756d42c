using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Atoll.Tests.Accounts;
using Atoll.Tests.Servers;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.FirstDay;

/// <summary>Addresses, methods and bodies that no page or client of ours would send. Each is answered with what to do, none with a stack.</summary>
public sealed class WrongRequestTests(QuickHub hub) : IClassFixture<QuickHub>
{
    private const string Form = "application/x-www-form-urlencoded";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/hub/no/such/page", 404, "There is nothing here", null)]
    [InlineData("GET", "/hub//home", 404, "There is nothing here", null)]
    [InlineData("GET", "/hub/home/", 200, "Home", null)]
    [InlineData("GET", "/hub/home%00", 400, null, null)]
    [InlineData("GET", "/hub/%2e%2e/hub/home", 200, "Home", null)]
    [InlineData("GET", "/hub/spawn/nobody-here", 404, "There is nothing here", null)]
    [InlineData("GET", "/hub/spawn/wrong/named", 404, "There is nothing here", null)]
    [InlineData("GET", "/hub/spawn-pending/nobody-here", 404, "There is nothing here", null)]
    [InlineData("GET", "/hub/user/nobody-here/lab", 404, "There is nothing here", null)]
    [InlineData("GET", "/hub/enter", 400, "This request makes no sense to us", null)]
    [InlineData("GET", "/hub/enter?next=https://elsewhere.example/", 400, "This request makes no sense to us", null)]
    [InlineData("GET", "/hub/stop/wrong", 405, "This page cannot do that", "POST")]
    [InlineData("POST", "/hub/home", 405, "This page cannot do that", "GET")]
    [InlineData("DELETE", "/hub/login", 405, "This page cannot do that", "GET, POST")]
    [InlineData("PUT", "/hub/spawn", 405, "This page cannot do that", "GET, POST")]
    [InlineData("POST", "/hub/no/such/page", 404, "There is nothing here", null)]
    public async Task Pages_say_what_is_wrong_and_lead_home(string method, string path, int status, string? heading, string? allowed)
    {
        using var browser = await SignedInAsync();

        using var answer = await SendAsync(browser, method, path);

        Assert.Equal((path, status), (path, (int)answer.StatusCode));
        Assert.Equal(allowed, answer.Content.Headers.Allow.Count == 0 ? null : string.Join(", ", answer.Content.Headers.Allow));
        if (heading is not null)
        {
            var page = await answer.PageAsync(status);
            Assert.Equal(heading, page.One("h1").Text());
            Assert.Contains(page.All("a"), link => link.Value("href") == "/hub/home");
        }
    }

    [Theory]
    [InlineData("/hub/spawn", "application/json", "{\"environment\": \"prompt\"}", 415, "This page takes forms only")]
    [InlineData("/hub/login", "application/json", "{\"username\": \"x\"}", 415, "This page takes forms only")]
    [InlineData("/hub/login", null, "username=x", 415, "This page takes forms only")]
    [InlineData("/hub/spawn", "multipart/form-data; boundary=x", "--x\r\nno header", 400, "This request makes no sense to us")]
    [InlineData("/hub/login", "multipart/form-data", "no boundary", 400, "This request makes no sense to us")]
    [InlineData("/hub/spawn", Form, "%%%=%zz", 403, "This form waited too long")]
    [InlineData("/hub/spawn", Form, "", 403, "This form waited too long")]
    public async Task Bodies_that_are_no_form_are_told(string path, string? type, string body, int status, string heading)
    {
        using var browser = await SignedInAsync();

        var page = await (await SendAsync(browser, "POST", path, type, body)).PageAsync(status);

        Assert.Equal(heading, page.One("h1").Text());
    }

    [Theory]
    [InlineData("/hub/spawn")]
    [InlineData("/hub/login")]
    public async Task Form_of_more_than_a_megabyte_is_too_much(string path)
    {
        using var browser = await SignedInAsync();

        var page = await (await SendAsync(browser, "POST", path, Form, "environment=" + new string('x', 2_000_000))).PageAsync(413);

        Assert.Equal("This is too much at once", page.One("h1").Text());
    }

    [Theory]
    [InlineData("POST", "/server", "no json", 400, "Invalid JSON in body of request")]
    [InlineData("POST", "/server", "[\"slim\"]", 400, "The body must be a JSON object.")]
    [InlineData("POST", "/server", "{\"environment\": \"a\", \"environment\": \"b\"}", 400, "Invalid JSON in body of request")]
    [InlineData("POST", "/server", "{\"environment\": \"nowhere\"}", 400, "There is no environment 'nowhere' here. ")]
    [InlineData("POST", "/servers/named", "{}", 400, "Named servers are not enabled.")]
    [InlineData("DELETE", "/server", "{", 400, "Invalid JSON in body of request")]
    [InlineData("DELETE", "/server", "{\"remove\": true}", 400, "Cannot delete the default server")]
    [InlineData("GET", "/activity", null, 405, "Method Not Allowed")]
    [InlineData("PUT", "/activity", null, 405, "Method Not Allowed")]
    [InlineData("HEAD", "/activity", null, 405, null)]
    [InlineData("POST", "/activity", "x", 400, "Invalid JSON in body of request")]
    [InlineData("POST", "/activity", "{}", 400, "body must contain at least one of `last_activity` or `servers`")]
    [InlineData("POST", "/tokens", "\"x\"", 400, "Body must be a JSON dict or empty")]
    [InlineData("GET", "/server/nothing", null, 404, "Not Found")]
    public async Task Api_says_it_in_json(string method, string path, string? body, int status, string? message)
    {
        var ada = await UserAsync();

        var answer = await hub.AskAsync(ada, method, $"/users/{ada.Name}{path}", body);

        Assert.Equal(status, answer.Status);
        if (message is not null)
        {
            Assert.StartsWith(message, answer.Message, StringComparison.Ordinal);
            Assert.Equal("application/json", answer.Type);
        }
    }

    [Theory]
    [InlineData("/server")]
    [InlineData("/tokens")]
    [InlineData("/activity")]
    public async Task Api_takes_no_more_than_a_megabyte(string path)
    {
        var ada = await UserAsync();

        using var client = await hub.Fixture.WithTokenAsync(ada);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hub/api/users/{ada.Name}{path}");
        request.Content = new StringContent($"{{\"x\": \"{new string('x', 2_000_000)}\"}}");
        request.Headers.ExpectContinue = true;
        var answer = await ApiAnswer.OfAsync(await client.SendAsync(request, Cancel));

        Assert.Equal((413, "The body is larger than 1 MB, which is more than anything here needs."), (answer.Status, answer.Message));
    }

    [Theory]
    [InlineData("/hub/login", 200)]
    [InlineData("/hub/health", 200)]
    [InlineData("/hub/logo", 200)]
    [InlineData("/hub/home", 302)]
    [InlineData("/", 302)]
    [InlineData("/user/wrong/lab", 302)]
    [InlineData("/hub/no/such/page", 404)]
    public async Task Head_is_answered_as_get_without_a_body(string path, int status)
    {
        using var client = hub.Fixture.Anonymous();
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Cancel);
        using var get = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);

        Assert.Equal((path, status, status), (path, (int)head.StatusCode, (int)get.StatusCode));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Headers.Location, head.Headers.Location);
    }

    // As no client library would let it pass.
    [Theory]
    [InlineData("GET //hub/login HTTP/1.1", "302")]
    [InlineData("GET /hub/../../etc/passwd HTTP/1.1", "302")]
    [InlineData("GET /hub/login\\..\\x HTTP/1.1", "404")]
    [InlineData("GET /hub/%zz HTTP/1.1", "404")]
    [InlineData("GET /hub/%ff%fe HTTP/1.1", "404")]
    [InlineData("GET /hub/login%2f%2e%2e%2fhome HTTP/1.1", "404")]
    [InlineData("GET http://elsewhere.example/hub/login HTTP/1.1", "400")]
    [InlineData("GET /hub/lo gin HTTP/1.1", "400")]
    [InlineData("BREW /hub/login HTTP/1.1", "405")]
    [InlineData("GET /user/..%2f..%2fhub/login HTTP/1.1", "302")]
    public async Task Odd_request_lines_do_no_harm(string line, string status)
    {
        var answer = await RawAsync($"{line}\r\nHost: 127.0.0.1:{hub.Fixture.Settings.Port}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere.example", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("   at Atoll.", answer, StringComparison.Ordinal);
    }

    private async Task<Atoll.Accounts.People.UserRow> UserAsync() =>
        await hub.Fixture.Services.GetUserAsync("wrong") ?? await hub.AddAsync("wrong");

    // Somebody new each time: who signs in ten times in a minute is told to wait.
    private async Task<Browser> SignedInAsync() => await hub.SignInAsync(await hub.AddAsync($"wrong-{Guid.NewGuid():n}"));

    private static Task<HttpResponseMessage> SendAsync(Browser browser, string method, string path, string? type = null, string? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (body is not null)
        {
            // Else a refusal of the first bytes would break off what still comes.
            request.Headers.ExpectContinue = body.Length > 100_000;
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        }

        return browser.SendAsync(request);
    }

    private async Task<string> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", hub.Fixture.Settings.Port, Cancel);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Cancel);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(Cancel);
    }
}

using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Atoll.Accounts.People;
using Atoll.TestKit;

namespace Atoll.EndToEnd.Failures;

/// <summary>Somebody who starts servers by program, and reads pages without a browser.</summary>
internal sealed partial class Asker : IDisposable
{
    private readonly HttpClient _program;
    private readonly SignedIn _browser;

    private Asker(UserRow user, HttpClient program, SignedIn browser)
    {
        User = user;
        _program = program;
        _browser = browser;
    }

    public UserRow User { get; }

    public static async Task<Asker> AddAsync(HubFixture hub, string name, bool admin = false)
    {
        // Who administers must be able to sign in.
        var user = await hub.AddUserAsync(name, admin ? "lovelace-1815" : null, admin);
        return new Asker(user, await hub.WithTokenAsync(user), await hub.SignInAsync(user));
    }

    /// <summary>POSTs a start; the answer's status and message.</summary>
    public async Task<(int Status, string Message)> StartAsync(string environment, string size = "small")
    {
        using var body = new StringContent($$"""{"environment": "{{environment}}", "size": "{{size}}"}""");
        using var answer = await _program.PostAsync($"/hub/api/users/{User.Name}/server", body);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? "" : (string)JsonNode.Parse(text)!["message"]!);
    }

    public async Task StopAsync() => (await _program.DeleteAsync($"/hub/api/users/{User.Name}/server")).Dispose();

    /// <summary>Why the server failed, as programs read it.</summary>
    public async Task<JsonNode> FailureAsync() => JsonNode.Parse((await AskAsync($"/users/{User.Name}/server/failure")).Text)!;

    /// <summary>What the API says below its prefix.</summary>
    public async Task<(int Status, string Text)> AskAsync(string path)
    {
        using var answer = await _program.GetAsync("/hub/api" + path);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The page on which a start is waited for.</summary>
    public Task<(int Status, string Text)> PendingAsync() => ReadAsync($"/hub/spawn-pending/{User.Name}");

    /// <summary>A page as a person reads it, without its tags.</summary>
    public async Task<(int Status, string Text)> ReadAsync(string path)
    {
        var (status, html) = await HtmlAsync(path);
        return (status, Plain(html));
    }

    public async Task<(int Status, string Html)> HtmlAsync(string path)
    {
        using var answer = await Visits.FollowAsync(_browser.Client, path);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Presses the button of a page that failed.</summary>
    public async Task TryAgainAsync()
    {
        var (_, html) = await HtmlAsync($"/hub/spawn-pending/{User.Name}");
        var form = AgainForm().Match(html);
        var status = await SendAsync(form.Groups["action"].Value, html, ("again", "true"));
        if (status.Status != HttpStatusCode.Found)
        {
            throw new InvalidOperationException($"Try again answers {status}");
        }
    }

    /// <summary>Sends a page's form as a browser does.</summary>
    public async Task<(HttpStatusCode Status, string Text)> SendAsync(string action, string html, params (string Name, string Value)[] fields)
    {
        var all = fields.Append(("_xsrf", XsrfField().Match(html).Groups["token"].Value));
        using var request = new HttpRequestMessage(HttpMethod.Post, action);
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        request.Content = new FormUrlEncodedContent(all.ToDictionary(field => field.Item1, field => field.Item2));
        using var answer = await _browser.Client.SendAsync(request);
        return (answer.StatusCode, Plain(await answer.Content.ReadAsStringAsync()));
    }

    public void Dispose()
    {
        _program.Dispose();
        _browser.Client.Dispose();
    }

    private static string Plain(string html) => Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(html, " ")), " ");

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("""<form[^>]*action="(?<action>[^"]*/hub/spawn/[^"]*)"[^>]*>(?:(?!</form>).)*name="again".*?Try again""", RegexOptions.Singleline)]
    private static partial Regex AgainForm();

    [GeneratedRegex("""name="_xsrf" value="(?<token>[^"]+)""")]
    private static partial Regex XsrfField();
}

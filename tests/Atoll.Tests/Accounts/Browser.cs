using System.Net;

namespace Atoll.Tests.Accounts;

/// <summary>Keeps cookies by path as browsers do; follows no redirect by itself.</summary>
internal sealed class Browser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;

    public Browser(Uri url)
    {
        var handler = new HttpClientHandler { CookieContainer = _cookies, AllowAutoRedirect = false, UseProxy = false };
        _client = new HttpClient(handler) { BaseAddress = url };
    }

    /// <summary>The cookie that the browser would send to this path; null when there is none.</summary>
    public string? Cookie(string name, string path = "/hub/") =>
        _cookies.GetCookies(new Uri(_client.BaseAddress!, path))[name]?.Value;

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request, CancellationToken.None);

    /// <summary>Goes to a page, as a person does.</summary>
    public Task<HttpResponseMessage> VisitAsync(string path) => SendAsync("GET", path, mode: "navigate");

    /// <summary>Goes to a page by a link that stands elsewhere, or with other signs of how it came to that.</summary>
    public Task<HttpResponseMessage> FollowAsync(string path, string site, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers.Prepend(("Sec-Fetch-Site", site)).Prepend(("Sec-Fetch-Mode", "navigate")))
        {
            request.Headers.Remove(name);
            request.Headers.Add(name, value);
        }

        return SendAsync(request);
    }

    /// <summary>Asks as a page's script does.</summary>
    public Task<HttpResponseMessage> FetchAsync(string path, string method = "GET", string? xsrf = null, HttpContent? body = null) =>
        SendAsync(method, path, mode: "cors", xsrf, body);

    /// <summary>Sends a form, with the XSRF token in it unless told otherwise.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string? xsrf, params (string Name, string Value)[] fields)
    {
        var all = fields.Append(("_xsrf", xsrf ?? "")).Where(field => field.Item2.Length > 0);
        return SendAsync("POST", path, "navigate", body: new FormUrlEncodedContent(all.Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
    }

    /// <summary>Opens the login page, fills it in and sends it.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string name, string password, string query = "")
    {
        using var form = await VisitAsync($"/hub/login{query}");
        return await PostAsync($"/hub/login{query}", Cookie("_xsrf"), ("username", name), ("password", password));
    }

    public void Dispose() => _client.Dispose();

    private Task<HttpResponseMessage> SendAsync(string method, string path, string mode, string? xsrf = null, HttpContent? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body };
        request.Headers.Add("Sec-Fetch-Mode", mode);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (xsrf is not null)
        {
            request.Headers.Add("X-XSRFToken", xsrf);
        }

        return SendAsync(request);
    }
}

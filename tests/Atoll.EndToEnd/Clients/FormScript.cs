using System.Net;
using System.Text.Json.Nodes;
using Atoll.TestKit;
using Xunit;

namespace Atoll.EndToEnd.Clients;

/// <summary>
/// A script as many hubs are measured with: signs in by the form, follows redirects, keeps cookies, and says nothing of itself. No browser's
/// headers, no token.
/// </summary>
internal sealed class FormScript : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;
    private readonly string _name;

    public FormScript(Uri hub, string name)
    {
        _name = name;
        _http = new HttpClient(new HttpClientHandler { CookieContainer = _cookies, UseProxy = false }) { BaseAddress = hub };
        _http.DefaultRequestHeaders.Accept.ParseAdd("*/*");
    }

    private string Prefix => $"/user/{_name}/";

    /// <summary>Fills the form; returns what the hub says to it.</summary>
    public async Task<HttpStatusCode> SignInAsync(string password)
    {
        using var form = await _http.GetAsync("/hub/login");
        Assert.Equal(HttpStatusCode.OK, form.StatusCode);
        using var answer = await PostAsync("/hub/login", ("username", _name), ("password", password), ("_xsrf", Xsrf("/hub/login")));
        return answer.StatusCode;
    }

    /// <summary>Sends the start page's form and asks it again until it leads to the server; returns where it led to.</summary>
    public async Task<string> StartAsync()
    {
        using var form = await _http.GetAsync("/hub/spawn");
        using var asked = await PostAsync("/hub/spawn", ("_xsrf", Xsrf("/hub/spawn")));
        Assert.StartsWith("/hub/spawn-pending/", asked.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        var path = "";
        await Until.TrueAsync(async () =>
        {
            using var answer = await _http.GetAsync("/hub/spawn");
            path = answer.RequestMessage!.RequestUri!.AbsolutePath;
            return path.StartsWith(Prefix, StringComparison.Ordinal) && answer.IsSuccessStatusCode;
        }, TimeSpan.FromMinutes(2), "the start page to lead to the server");
        return path;
    }

    /// <summary>A kernel, by the server's own API; returns its id.</summary>
    public async Task<string> StartKernelAsync()
    {
        using var answer = await SendAsync(HttpMethod.Post, $"{Prefix}api/kernels", Prefix);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return (string)JsonNode.Parse(text)!["id"]!;
    }

    public async Task<HttpStatusCode> StopKernelAsync(string id)
    {
        using var answer = await SendAsync(HttpMethod.Delete, $"{Prefix}api/kernels/{id}", Prefix);
        return answer.StatusCode;
    }

    /// <summary>Stops the server by the hub's API, with the session's cookie.</summary>
    public async Task<HttpStatusCode> StopAsync()
    {
        using var answer = await SendAsync(HttpMethod.Delete, $"/hub/api/users/{_name}/server", "/hub/");
        return answer.StatusCode;
    }

    /// <summary>Signs out; returns the page that it led to.</summary>
    public async Task<string> SignOutAsync()
    {
        using var answer = await _http.GetAsync("/hub/logout");
        using var home = await _http.GetAsync("/hub/home");
        Assert.Equal("/hub/login", home.RequestMessage!.RequestUri!.AbsolutePath);
        return answer.RequestMessage!.RequestUri!.AbsolutePath;
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string ofPath)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { { "X-XSRFToken", Xsrf(ofPath) } } };
        return await _http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await _http.PostAsync(path, form);
    }

    private string Xsrf(string path) => _cookies.GetCookies(new Uri(_http.BaseAddress!, path))["_xsrf"]!.Value;
}

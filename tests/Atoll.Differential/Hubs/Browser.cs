using System.Net;

namespace Atoll.Differential.Hubs;

/// <summary>Keeps cookies and says that it navigates.</summary>
internal sealed class Browser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly Uri _hub;

    public Browser(Uri url)
    {
        _hub = new Uri(url, "/hub/");
        Http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = url };
    }

    public HttpClient Http { get; }

    /// <summary>What the hub's forms must carry.</summary>
    public string Xsrf => _cookies.GetCookies(_hub)["_xsrf"]?.Value ?? "none";

    /// <summary>What signs the person in.</summary>
    public string Login => _cookies.GetCookies(_hub)["jupyterhub-hub-login"]?.Value ?? "none";

    public void Dispose() => Http.Dispose();
}

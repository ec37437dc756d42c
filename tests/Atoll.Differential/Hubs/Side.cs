using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Atoll.Differential.Hubs;

/// <summary>
/// One of the two hubs. What is another on each (secrets, ids) is known by a name, and stands in requests as <c>&lt;name&gt;</c>, so that both are
/// asked the same.
/// </summary>
internal abstract partial class Side(string name, Uri url) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, Browser> _browsers = new(StringComparer.Ordinal);

    public string Name => name;

    public Uri Url => url;

    /// <summary>Keeps no cookies and follows no redirects.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false })
    {
        BaseAddress = url,
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>A browser of this name, which keeps its cookies. It follows no redirects either.</summary>
    public Browser Browser(string name) => _browsers.GetOrAdd(name, _ => new Browser(url));

    public void Know(string what, string value) => _known[what] = value;

    /// <summary>The text with what this hub knows put into it.</summary>
    public string Fill(string text) => Placeholder().Replace(
        text, match => _known.GetValueOrDefault(match.Groups[1].Value) ?? $"unknown-{match.Groups[1].Value.Replace(' ', '-')}");

    /// <summary>Makes a user who can sign in with the common password, whatever else is possible.</summary>
    public abstract Task AddUserAsync(string user);

    /// <summary>Lets the user's held server answer.</summary>
    public abstract Task LetGoAsync(string user);

    /// <summary>The token that the user's running server was given.</summary>
    public abstract Task<string> ServerTokenAsync(string user);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Http.Dispose();
        foreach (var browser in _browsers.Values)
        {
            browser.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    [GeneratedRegex("<([^<>]+)>")]
    private static partial Regex Placeholder();
}

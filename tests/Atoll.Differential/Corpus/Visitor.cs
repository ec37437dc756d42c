using System.Web;
using Atoll.Differential.Answers;
using Atoll.Differential.Hubs;

namespace Atoll.Differential.Corpus;

/// <summary>A person at a browser, at both hubs at once.</summary>
internal sealed class Visitor(Comparer comparer, string name)
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly Dictionary<string, string> Navigating = new() { ["Sec-Fetch-Mode"] = "navigate" };

    private readonly Actor _actor = Actor.BrowserOf(name);

    public Task<Comparison> GetAsync(string path, string accept = "text/html") =>
        comparer.AskAsync(new Call("GET", path, _actor) { Accept = accept, Headers = Navigating });

    /// <summary>Sends a form; each hub gets its own XSRF token.</summary>
    public Task<Comparison> PostAsync(string path, string fields) => comparer.AskAsync(
        new Call("POST", path, _actor) { Accept = "text/html", Headers = Navigating, Type = Form, Body = $"_xsrf=<xsrf {name}>&{fields}" });

    public async Task SignInAsync(string user)
    {
        await GetAsync("/hub/login");
        await PostAsync("/hub/login?next=%2Fhub%2Fhome", $"username={Uri.EscapeDataString(user)}&password={World.Password}");
    }

    /// <summary>Remembers the code with which a hub sent the browser back to a client.</summary>
    public void KnowCode(Comparison redirect, string name)
    {
        comparer.Theirs.Know(name, CodeOf(redirect.Theirs));
        comparer.Ours.Know(name, CodeOf(redirect.Ours));
    }

    private static string CodeOf(Answer answer) =>
        answer.Header("Location") is { } location && location.Contains('?', StringComparison.Ordinal)
            ? HttpUtility.ParseQueryString(location[location.IndexOf('?', StringComparison.Ordinal)..])["code"] ?? "none"
            : "none";
}

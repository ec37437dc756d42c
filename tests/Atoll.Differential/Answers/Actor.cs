namespace Atoll.Differential.Answers;

/// <summary>Who asks: a name for reports, and the headers that say so (with placeholders for what differs between the hubs).</summary>
internal sealed record Actor(string Name, string? Authorization = null, string? Cookie = null, string? Browser = null)
{
    public static readonly Actor Anonymous = new("anonymous");

    /// <summary>Goes from page to page with cookies; <c>&lt;xsrf name&gt;</c> is what its forms need.</summary>
    public static Actor BrowserOf(string name) => new($"{name}'s browser", Browser: name);

    /// <summary>Holds the token that is known under this name.</summary>
    public static Actor Token(string name) => new(name, $"token <{name}>");
}

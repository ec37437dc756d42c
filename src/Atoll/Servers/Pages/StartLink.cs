using Atoll.Accounts.SignIn;
using Atoll.Environments;
using Atoll.Web;
using Microsoft.Extensions.Primitives;

namespace Atoll.Servers.Pages;

/// <summary>
/// What a link to the start page asks for. As upstream, a link with choices starts them; but a GET that changes something is easily caused by
/// others, so it must be the person's own visit. A link on another site only fills the form, and so does one with words in it that somebody
/// wrote: an image of theirs starts by the person's own press alone.
/// </summary>
internal static class StartLink
{
    /// <summary>The key of what pages call the server.</summary>
    public const string DisplayName = "display_name";

    // How JupyterHub 6 marks user options in a link; where it does, other keys are none.
    private const string Prefix = "opt-";

    // The hub's own keys.
    private static readonly string[] _reserved = ["next", Xsrf.Name, DisplayName];

    /// <summary>The user options in a link's query, as a form would send them.</summary>
    public static List<KeyValuePair<string, StringValues>> FieldsOf(IQueryCollection query)
    {
        var all = query.Where(pair => !_reserved.Contains(pair.Key, StringComparer.Ordinal)).ToList();
        List<KeyValuePair<string, StringValues>> marked =
        [
            .. from pair in all
               where pair.Key.StartsWith(Prefix, StringComparison.Ordinal)
               select KeyValuePair.Create(pair.Key[Prefix.Length..], pair.Value),
        ];
        return marked.Count > 0 ? marked : all;
    }

    /// <summary>Whether these choices start at once.</summary>
    public static bool MayStart(HttpContext http, IEnumerable<KeyValuePair<string, StringValues>> fields) =>
        IsVisit(http) && IsFromHere(http.Request) && !fields.Any(HasWords);

    /// <summary>Whether a person opened the page: no image or frame in another one, no script, no link checker, no browser that looks ahead.</summary>
    public static bool IsVisit(HttpContext http)
    {
        var headers = http.Request.Headers;
        return !HeadRequests.IsHead(http)
            && Xsrf.IsNavigation(http.Request)
            && headers["Sec-Fetch-Dest"].ToString() is "" or "document"
            && !headers["Sec-Purpose"].Concat(headers["Purpose"]).Any(purpose => purpose?.Contains("prefetch", StringComparison.OrdinalIgnoreCase) == true);
    }

    // Typed, a bookmark or another program's link; or a page of this host.
    private static bool IsFromHere(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "" or "none" or "same-origin";

    private static bool HasWords(KeyValuePair<string, StringValues> field) => field.Key.EndsWith(StartFields.TextSuffix, StringComparison.Ordinal);
}

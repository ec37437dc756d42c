using Atoll.Accounts.Access;
using Atoll.Accounts.Pages;
using Atoll.Platform.Http;

namespace Atoll.Accounts.SignIn;

/// <summary>
/// Keeps what a person sent with a form whose token is no longer good (the session ended, or another one began, while the form was open):
/// it is shown to them, and one press sends it again with a good token. Only forms of this host's own pages are kept, because whoever
/// presses takes the form for their own.
/// </summary>
internal static class PendingForm
{
    private const string ActionField = "_resume";
    private const string FieldPrefix = "_resume.";
    private const int MostFields = 64;
    private const int MostCharacters = 16_000;

    /// <summary>What this request's form says; null when it cannot be kept.</summary>
    public static async Task<ResumedForm?> OfAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var request = http.Request;
        if (!HttpMethods.IsPost(request.Method) || !Xsrf.IsNavigation(request) || !IsFromHere(request) || request.Query.ContainsKey(Xsrf.Name))
        {
            return null;
        }

        var form = await request.FieldsAsync(cancellationToken);
        List<KeyValuePair<string, string>> fields = [.. from field in form where IsKept(field.Key) from value in field.Value select KeyValuePair.Create(field.Key, value)];
        var fits = form.Files.Count == 0 && fields.Count <= MostFields && fields.Sum(field => field.Key.Length + field.Value.Length) <= MostCharacters;
        return fits ? new ResumedForm($"{request.PathBase}{request.Path}{request.QueryString}", fields) : null;
    }

    /// <summary>The kept form that came along with a sign-in; null when there is none.</summary>
    public static ResumedForm? Carried(HttpContext http, IFormCollection signIn)
    {
        var action = NextUrl.Check(signIn[ActionField], http.Request.Host.Value ?? "");
        return action is not null && LeadsBelow(http.HubUrl(), action)
            ? new ResumedForm(action,
                [.. from field in signIn
                    where field.Key.StartsWith(FieldPrefix, StringComparison.Ordinal)
                    from value in field.Value
                    select KeyValuePair.Create(field.Key[FieldPrefix.Length..], value)])
            : null;
    }

    /// <summary>The same form as fields of the sign-in form.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Carry(ResumedForm form) =>
        form.Fields.Select(field => KeyValuePair.Create(FieldPrefix + field.Key, field.Value)).Prepend(KeyValuePair.Create(ActionField, form.Action));

    // As a browser would resolve it: /hub/../user/ is no page of the hub.
    private static bool LeadsBelow(string hub, string action) =>
        Uri.TryCreate($"http://hub{action}", UriKind.Absolute, out var url) && url.AbsolutePath.StartsWith(hub, StringComparison.Ordinal);

    // A password is typed again: it must not stand in a page.
    private static bool IsKept(string name) => name != Xsrf.Name && !name.Contains("password", StringComparison.OrdinalIgnoreCase);

    private static bool IsFromHere(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" => true,
        "" => request.Headers.Origin.Count == 0 || request.Headers.Origin == $"{request.Scheme}://{request.Host}",
        _ => false,
    };
}

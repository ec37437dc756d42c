namespace Atoll.Web;

/// <summary>What the hub's pages may load, and where their forms may end.</summary>
internal static class PagePolicy
{
    private const string OwnForms = "form-action 'self'";

    /// <summary>Of every page that says nothing else.</summary>
    public const string Own =
        $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; {OwnForms}; "
        + "base-uri 'none'; frame-ancestors 'none'; report-uri /hub/security/csp-report";

    /// <summary>Lets a form of this page end on another host: browsers hold each redirect that follows a form against the page's policy.</summary>
    /// <param name="response">The page.</param>
    /// <param name="target">An address there; null: nothing is changed.</param>
    public static void AllowFormsTo(this HttpResponse response, Uri? target)
    {
        if (target is not null)
        {
            var origin = target.GetLeftPart(UriPartial.Authority);
            response.Headers.ContentSecurityPolicy = Own.Replace(OwnForms, $"{OwnForms} {origin}", StringComparison.Ordinal);
        }
    }
}

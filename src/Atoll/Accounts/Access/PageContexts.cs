using System.Diagnostics;
using Atoll.Accounts.SignIn;
using Atoll.Platform.Configuration;
using Atoll.Web;
using Atoll.Web.Pages;

namespace Atoll.Accounts.Access;

/// <summary>What surrounds every page of a request: who is signed in, the hub's name, the form token.</summary>
internal sealed class PageContexts(Live<BrandOptions> brand, Xsrf xsrf, TimeProvider time)
{
    public PageContext Of(HttpContext http)
    {
        var user = http.Caller().User;
        return new PageContext
        {
            HubName = brand.Value.HubName,
            HubUrl = http.HubUrl(),
            UserName = user?.Name,
            IsAdmin = user?.Admin ?? false,
            Xsrf = xsrf.TokenFor(http),
            Version = SecurityHeaders.Version,
            Now = time.GetUtcNow(),
        };
    }

    /// <summary>A page for what did not work; the words follow from the status.</summary>
    public IResult Error(HttpContext http, int status, string? message = null) =>
        Page.Render(http, new ErrorModel { Page = Of(http), Status = status, Message = message, TraceId = TraceIdOf(http, status) }, status);

    // Only a failure of ours needs to be found again in the log.
    private static string? TraceIdOf(HttpContext http, int status) =>
        status >= StatusCodes.Status500InternalServerError ? Activity.Current?.Id ?? http.TraceIdentifier : null;
}

/// <summary>How the operator presents the hub.</summary>
/// <param name="HubName">On every page and in its title.</param>
internal sealed record BrandOptions(string HubName);

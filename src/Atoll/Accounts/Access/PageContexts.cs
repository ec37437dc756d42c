using System.Diagnostics;
using Atoll.Accounts.Pages;
using Atoll.Accounts.SignIn;
using Atoll.Platform.Configuration;
using Atoll.Web;
using Atoll.Web.Branding;
using Atoll.Web.Pages;

namespace Atoll.Accounts.Access;

/// <summary>What surrounds every page of a request: who is signed in, the hub's name, the form token.</summary>
internal sealed class PageContexts(Live<Brand> live, Xsrf xsrf, TimeProvider time)
{
    public PageContext Of(HttpContext http)
    {
        var user = http.Caller().User;
        var brand = live.Value;
        return new PageContext
        {
            HubName = brand.HubName,
            LogoUrl = brand.LogoUrl(http.HubUrl()),
            StylesUrl = brand.StylesUrl(http.HubUrl()),
            Announcement = brand.Announcement,
            Sentence = brand.Sentence,
            Links = brand.Links,
            AboutUrl = brand.AboutUrl,
            HubUrl = http.HubUrl(),
            UserName = user?.Name,
            IsAdmin = user?.Admin ?? false,
            Xsrf = xsrf.TokenFor(http),
            Version = SecurityHeaders.Version,
            Now = time.GetUtcNow(),
        };
    }

    /// <summary>A page that sends a form again at one press.</summary>
    public IResult Resume(HttpContext http, ResumedForm form, int status) =>
        Page.Render(http, new ResumeModel { Page = Of(http), Form = form }, status);

    /// <summary>A page for what did not work; the words follow from the status.</summary>
    public IResult Error(HttpContext http, int status, string? message = null) =>
        Page.Render(http, new ErrorModel
        {
            Page = Of(http),
            Status = status,
            Message = message,
            TraceId = TraceIdOf(http, status),
            // Opening the address again would not send the form again.
            CanRepeat = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method),
        }, status);

    // Only a failure of ours needs to be found again in the log.
    private static string? TraceIdOf(HttpContext http, int status) =>
        status >= StatusCodes.Status500InternalServerError ? Activity.Current?.Id ?? http.TraceIdentifier : null;
}

namespace Atoll.Web;

/// <summary>What all pages share: rendering, headers, static files.</summary>
public static class WebModule
{
    /// <summary>Static rendering of Razor components; no circuits and no router. Needs the live brand.</summary>
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddRazorComponents();
        return services;
    }

    /// <summary>Headers for everything under /hub; before anything that may answer.</summary>
    public static IApplicationBuilder UseWebHeaders(this IApplicationBuilder app) => app.UseMiddleware<SecurityHeaders>();

    /// <summary>Static files, the logo that servers show too, and browsers' reports. All anonymous.</summary>
    public static IEndpointRouteBuilder MapWeb(this IEndpointRouteBuilder app)
    {
        app.MapGet("/hub/static/{**name}", WebFiles.Serve);
        app.MapGet("/hub/logo", WebFiles.ServeLogo);
        app.MapPost("/hub/security/csp-report", CspReports.Receive);
        return app;
    }
}

using Atoll.Accounts.Access;
using Atoll.Accounts.SignIn;

namespace Atoll.OAuth;

/// <summary>The OAuth2 provider that servers and services sign their visitors in against.</summary>
public static class OAuthModule
{
    /// <summary>Needs Accounts and Web.</summary>
    public static IServiceCollection AddOAuth(this IServiceCollection services) =>
        services
            .AddSingleton<ConfirmForm>()
            .AddSingleton<AuthorizeChecks>()
            .AddSingleton<Authorize>()
            .AddSingleton<CodeExchanger>()
            .AddSingleton<ILoginTarget, ServiceLoginTarget>();

    /// <summary>The module's endpoints. The first two are pages, though upstream has them below the API.</summary>
    public static IEndpointRouteBuilder MapOAuth(this IEndpointRouteBuilder app)
    {
        var oauth = app.MapGroup("/hub/api/oauth2");
        oauth.MapGet("/authorize", Authorize.AskAsync).NeedsSignIn();
        oauth.MapPost("/authorize", Authorize.ConfirmAsync).NeedsSignIn();
        oauth.MapPost("/token", TokenEndpoint.HandleAsync).AllowsAnyone(checksXsrfItself: true);
        return app;
    }
}

using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.Groups;
using Atoll.Accounts.People;
using Atoll.Accounts.Sharing;
using Atoll.Accounts.Roles;
using Atoll.Accounts.SignIn;

namespace Atoll.Accounts;

/// <summary>Users, passwords, sessions, tokens and scopes: who somebody is, and what they may do.</summary>
public static class AccountsModule
{
    /// <summary>Needs HubDatabase, OutboxSignal, HubSecrets, TimeProvider, the live brand and book of roles, and an IServerDirectory.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services) =>
        services
            .AddSingleton<Users>()
            .AddSingleton<UserGroups>()
            .AddSingleton<GroupRecords>()
            .AddSingleton<GroupTargets>()
            .AddHostedService<GroupKeeper>()
            .AddSingleton<Passwords>()
            .AddSingleton<Sessions>()
            .AddSingleton<Tokens>()
            .AddSingleton<TokenTargets>()
            .AddSingleton<TokenRequesters>()
            .AddSingleton<TokenPlans>()
            .AddSingleton<CreateToken>()
            .AddSingleton<Shares>()
            .AddSingleton<ShareCodes>()
            .AddSingleton<SignInLimits>()
            .AddSingleton<SignIns>()
            .AddSingleton<Xsrf>()
            .AddSingleton<RightsReader>()
            .AddSingleton<Callers>()
            .AddSingleton<PageContexts>()
            .AddSingleton<UnknownPaths>()
            .AddSingleton<LoginForm>()
            .AddSingleton<Logout>()
            .AddHostedService<RoleKeeper>()
            .AddHostedService<ExpiryPurge>();

    /// <summary>After routing: the API's manners, then who calls and whether they may. What the API answers itself stays JSON.</summary>
    public static IApplicationBuilder UseAccounts(this IApplicationBuilder app) =>
        app.UseMiddleware<ApiMiddleware>().UseMiddleware<AccessMiddleware>();

    /// <summary>The module's endpoints.</summary>
    public static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(UnknownPaths.Prefix);
        // What it says is the same for everybody, so a cookie that comes along is none of its business.
        api.MapGet("/", GetVersion.Handle).AllowsAnyone(checksXsrfItself: true);
        api.MapGet("/user", GetSelf.HandleAsync).NeedsCaller();
        api.MapGet("/authorizations/token/{token}", GetTokenOwner.HandleAsync).NeedsCaller();
        api.MapGet("/users/{name}/tokens", ReadTokens.ListAsync).NeedsScope(ReadTokens.Scope);
        api.MapGet("/users/{name}/tokens/{id}", ReadTokens.OneAsync).NeedsScope(ReadTokens.Scope);
        api.MapPost("/users/{name}/tokens", CreateToken.HandleAsync).AllowsAnyone();
        api.MapDelete("/users/{name}/tokens/{id}", DeleteToken.HandleAsync).NeedsScope(DeleteToken.Scope);
        api.MapGroups();
        api.MapFallback("/{**path}", UnknownPaths.Handle).AllowsAnyone(checksXsrfItself: true);
        app.MapGet("/hub/login", LoginForm.ShowAsync).IsPublicPage();
        app.MapPost("/hub/login", LoginForm.SubmitAsync).IsPublicPage(checksXsrfItself: true);
        app.MapGet("/hub/logout", Logout.HandleAsync).IsPublicPage();
        return app;
    }
}

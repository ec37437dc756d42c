using Atoll.Accounts.SignIn;
using Atoll.Platform.Http;

namespace Atoll.Accounts.Access;

/// <summary>
/// Settles the caller of each request to an endpoint with an <see cref="AccessRule"/>, and refuses those who may not call it. It runs before
/// the handler's parameters are read, so that nobody learns anything from how a body is refused.
/// </summary>
internal sealed class AccessMiddleware(RequestDelegate next, Callers callers, Xsrf xsrf, PageContexts pages, LoginForm login)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>() is not { } rule)
        {
            await next(context);
            return;
        }

        var caller = await callers.OfRequestAsync(context, rule.IsPage);
        if (!rule.IsPage && IsForeignPost(context.Request, caller))
        {
            caller = Caller.Anonymous;
        }

        context.Features.Set(caller);
        var refusal = rule.IsPage ? await PageRefusalAsync(context, rule, caller) : await ApiRefusalAsync(context, rule, caller);
        await (refusal?.ExecuteAsync(context) ?? next(context));
    }

    private async Task<IResult?> PageRefusalAsync(HttpContext context, AccessRule rule, Caller caller)
    {
        BodyLimit.Set(context);
        if (rule.NeedsCaller && caller.User is null)
        {
            return await SignInFirstAsync(context);
        }

        if (rule.ChecksXsrfItself || Xsrf.IsPlainVisit(context.Request))
        {
            return null;
        }

        if (context.Request.HasOtherBody())
        {
            return pages.Error(context, StatusCodes.Status415UnsupportedMediaType);
        }

        return await xsrf.FaultAsync(context, caller.Session?.Id) is { } fault ? await SendAgainAsync(context, fault) : null;
    }

    private async Task<IResult> SendAgainAsync(HttpContext context, string fault) =>
        await PendingForm.OfAsync(context, context.RequestAborted) is { } form
            ? pages.Resume(context, form, StatusCodes.Status403Forbidden)
            : pages.Error(
                context,
                StatusCodes.Status403Forbidden,
                $"This did not come from one of the hub's own pages, so nothing was done. Open the page again and repeat it there. ({fault})");

    private async Task<IResult?> ApiRefusalAsync(HttpContext context, AccessRule rule, Caller caller)
    {
        if (NeedsXsrf(context.Request, rule, caller) && await xsrf.FaultAsync(context, caller.SessionId) is { } fault)
        {
            return new ApiError(StatusCodes.Status403Forbidden, fault);
        }

        if (rule.NeedsCaller && !caller.IsKnown)
        {
            // Where no scope is needed, JupyterHub says no more than that.
            return rule.AnyOf.Count == 0
                ? new ApiError(StatusCodes.Status403Forbidden)
                : new ApiError(StatusCodes.Status403Forbidden, ApiError.MissingCredentials);
        }

        return rule.AnyOf.Count == 0 || rule.AnyOf.Any(scope => Holds(caller, scope, rule.IsWhole))
            ? null
            : ApiError.MissingScopes([.. rule.Told ?? rule.AnyOf]);
    }

    private static bool Holds(Caller caller, string scope, bool whole) =>
        whole ? caller.Scopes.FiltersOf(scope).IsEverything : caller.Scopes.Has(scope);

    // A form on another page can send every type but this one without asking first.
    private static bool IsForeignPost(HttpRequest request, Caller caller) =>
        caller.Session is not null
        && HttpMethods.IsPost(request.Method)
        && !string.IsNullOrEmpty(request.ContentType)
        && !request.HasJsonContentType();

    // With neither user nor Origin the answer is that of missing credentials; with an Origin it must not reveal whether there are any.
    private static bool NeedsXsrf(HttpRequest request, AccessRule rule, Caller caller)
    {
        var isSafe = HttpMethods.IsHead(request.Method)
            || HttpMethods.IsOptions(request.Method)
            || (HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate");
        var byCookie = caller.Session is not null
            || (!caller.IsKnown && rule.NeedsCaller && Callers.TokenOf(request) is null && request.Headers.Origin.Count > 0);
        return byCookie && !isSafe && !rule.ChecksXsrfItself;
    }

    private async Task<IResult> SignInFirstAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method))
        {
            return await login.ShowForAsync(context, await PendingForm.OfAsync(context, context.RequestAborted));
        }

        var here = $"{request.PathBase}{request.Path}{request.QueryString}";
        return TypedResults.Redirect($"{context.HubUrl()}login?next={Uri.EscapeDataString(here)}");
    }
}

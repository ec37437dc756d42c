using Atoll.Accounts.Access;
using Atoll.Platform.Http;
using Atoll.Platform.Outbox;

namespace Atoll.Hub.Sharing;

/// <summary>Where sharing is asked for, and by whom (jupyterhub.md 1.2 Shares).</summary>
internal static class SharingEndpoints
{
    private const string Api = "/hub/api";
    // The first of the two is the default server's as well, with a slash at the end: to routing that is the same.
    private static readonly string[] Shares = [Api + "/shares/{owner}", Api + "/shares/{owner}/{server}"];
    private static readonly string[] Codes = [Api + "/share-codes/{owner}", Api + "/share-codes/{owner}/{server}"];
    private const string OfUser = Api + "/users/{name}/shared";
    private const string OfGroup = Api + "/groups/{name}/shared";
    private const string One = "/{owner}/{server?}";

    public static IServiceCollection AddSharing(this IServiceCollection services) => services
        .AddSingleton<ShareModels>()
        .AddSingleton<ShareTargets>()
        .AddSingleton<Sharees>()
        .AddSingleton<ServerShares>()
        .AddSingleton<SharedWith>()
        .AddSingleton<ServerShareCodes>()
        .AddSingleton<AcceptPages>()
        .AddSingleton<IEventHandler, ShareRevoker>();

    public static IEndpointRouteBuilder MapSharing(this IEndpointRouteBuilder app)
    {
        foreach (var path in Shares)
        {
            app.MapGet(path, (HttpContext http, ServerShares shares, string owner, string? server, CancellationToken ct) =>
                shares.ListAsync(http, owner, ShareTargets.ServerOf(http, server), ct)).NeedsScope(ServerShares.ReadScope).WithMetadata(EmptyNameAtEnd.Allowed);
            app.MapPost(path, (HttpContext http, ServerShares shares, string owner, string? server, CancellationToken ct) =>
                shares.GrantAsync(http, owner, ShareTargets.ServerOf(http, server), ct)).NeedsScope(ServerShares.Scope).WithMetadata(EmptyNameAtEnd.Allowed);
            app.MapPatch(path, (HttpContext http, ServerShares shares, string owner, string? server, CancellationToken ct) =>
                shares.RevokeAsync(http, owner, ShareTargets.ServerOf(http, server), ct)).NeedsScope(ServerShares.Scope).WithMetadata(EmptyNameAtEnd.Allowed);
            app.MapDelete(path, (HttpContext http, ServerShares shares, string owner, string? server, CancellationToken ct) =>
                shares.RevokeAllAsync(http, owner, ShareTargets.ServerOf(http, server), ct)).NeedsScope(ServerShares.Scope).WithMetadata(EmptyNameAtEnd.Allowed);
        }

        return app.MapCodes().MapSharedWith().MapAcceptPage();
    }

    private static IEndpointRouteBuilder MapCodes(this IEndpointRouteBuilder app)
    {
        foreach (var path in Codes)
        {
            app.MapGet(path, (HttpContext http, ServerShareCodes codes, string owner, string? server, CancellationToken ct) =>
                codes.ListAsync(http, owner, ShareTargets.ServerOf(http, server), ct)).NeedsScope(ServerShares.ReadScope).WithMetadata(EmptyNameAtEnd.Allowed);
            app.MapPost(path, (HttpContext http, ServerShareCodes codes, string owner, string? server, CancellationToken ct) =>
                codes.CreateAsync(http, owner, ShareTargets.ServerOf(http, server), ct)).NeedsScope(ServerShares.Scope).WithMetadata(EmptyNameAtEnd.Allowed);
            app.MapDelete(path, (HttpContext http, ServerShareCodes codes, string owner, string? server, CancellationToken ct) =>
                codes.DeleteAsync(http, owner, ShareTargets.ServerOf(http, server), ct)).NeedsScope(ServerShares.Scope).WithMetadata(EmptyNameAtEnd.Allowed);
        }

        return app;
    }

    private static IEndpointRouteBuilder MapSharedWith(this IEndpointRouteBuilder app)
    {
        app.MapGet(OfUser, (HttpContext http, SharedWith shared, string name, CancellationToken ct) =>
            shared.ListOfUserAsync(http, name, ct)).NeedsScope(SharedWith.ReadOfUser);
        app.MapGet(OfGroup, (HttpContext http, SharedWith shared, string name, CancellationToken ct) =>
            shared.ListOfGroupAsync(http, name, ct)).NeedsScope(SharedWith.ReadOfGroup);
        app.MapGet(OfUser + One, (HttpContext http, SharedWith shared, string name, string owner, string? server, CancellationToken ct) =>
            shared.OneOfUserAsync(http, new(name, owner, ShareTargets.ServerOf(http, server)), ct)).NeedsScope(SharedWith.ReadOfUser);
        app.MapGet(OfGroup + One, (HttpContext http, SharedWith shared, string name, string owner, string? server, CancellationToken ct) =>
            shared.OneOfGroupAsync(http, new(name, owner, ShareTargets.ServerOf(http, server)), ct)).NeedsScope(SharedWith.ReadOfGroup);
        app.MapDelete(OfUser + One, (HttpContext http, SharedWith shared, string name, string owner, string? server, CancellationToken ct) =>
            shared.LeaveAsUserAsync(http, new(name, owner, ShareTargets.ServerOf(http, server)), ct)).NeedsScope(SharedWith.OfUser);
        app.MapDelete(OfGroup + One, (HttpContext http, SharedWith shared, string name, string owner, string? server, CancellationToken ct) =>
            shared.LeaveAsGroupAsync(http, new(name, owner, ShareTargets.ServerOf(http, server)), ct)).NeedsScope(SharedWith.OfGroup);
        return app;
    }

    private static IEndpointRouteBuilder MapAcceptPage(this IEndpointRouteBuilder app)
    {
        app.MapGet(AcceptPages.Path, (HttpContext http, AcceptPages pages, CancellationToken ct) => pages.ShowAsync(http, ct)).NeedsSignIn();
        app.MapPost(AcceptPages.Path, (HttpContext http, AcceptPages pages, CancellationToken ct) => pages.AcceptAsync(http, ct)).NeedsSignIn();
        return app;
    }
}

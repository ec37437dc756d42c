using Atoll.Accounts.Access;
using Atoll.Core.Scopes;
using Atoll.OAuth.Pages;
using Atoll.Web;

namespace Atoll.OAuth;

/// <summary>Asks before somebody else's server learns who one is.</summary>
internal sealed class ConfirmForm(PageContexts pages)
{
    public IResult Show(HttpContext http, Asked asked)
    {
        var server = ServerOf(asked.Client);
        return Page.Render(http, new ConfirmModel
        {
            Page = pages.Of(http),
            Action = $"{http.Request.PathBase}{http.Request.Path}{http.Request.QueryString}",
            Owner = server?.Owner,
            ServerName = server?.Name ?? "",
            Client = asked.Client.Description,
            Scopes =
            [
                .. OAuthScopes.Shown(asked.Grantable, asked.UserName)
                    .Select(scope => new ScopeChoice(scope.ToString(), ScopeCatalog.Standard.Describe(scope.Name))),
            ],
        });
    }

    private static (string Owner, string Name)? ServerOf(OAuthClient client)
    {
        if (!Scope.TryParse(client.AccessScope, out var scope) || scope.Filter.Kind != FilterKind.Server)
        {
            return null;
        }

        var owner = scope.Filter.ServerOwner;
        return (owner, scope.Filter.Value[(owner.Length + 1)..]);
    }
}

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
        http.Response.AllowFormsTo(asked.Client.OtherHost);
        return Page.Render(http, new ConfirmModel
        {
            Page = pages.Of(http),
            Action = $"{http.Request.PathBase}{http.Request.Path}{http.Request.QueryString}",
            Owner = server?.Owner,
            ServerName = server?.Name ?? "",
            Client = asked.Client.Access.Filter.Value,
            Scopes = asked.Scopes.Choices(asked.Grantable),
        });
    }

    private static (string Owner, string Name)? ServerOf(OAuthClient client)
    {
        if (client.Access.Filter is not { Kind: FilterKind.Server } server)
        {
            return null;
        }

        var owner = server.ServerOwner;
        return (owner, server.Value[(owner.Length + 1)..]);
    }
}

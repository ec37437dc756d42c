using Atoll.Accounts.Sharing;
using Atoll.Client;
using Atoll.Core.Names;
using Atoll.Servers;

namespace Atoll.Hub.Sharing;

/// <summary>From rows to the wire.</summary>
internal sealed class ShareModels(HubAddresses addresses)
{
    public ShareModel Of((ShareRow Share, SharedServer Server) found) => new()
    {
        Server = Of(found.Server),
        Scopes = found.Share.ScopeList,
        User = Named(found.Share.User),
        Group = Named(found.Share.Group),
        Kind = found.Share.Group is null ? "user" : "group",
        CreatedAt = found.Share.Created,
    };

    public ShareCodeModel Of((ShareCodeRow Code, SharedServer Server) found) => new()
    {
        Server = Of(found.Server),
        Scopes = found.Code.ScopeList,
        Id = found.Code.WireId,
        CreatedAt = found.Code.Created,
        ExpiresAt = found.Code.ExpiresAt,
        ExchangeCount = found.Code.ExchangeCount,
        LastExchangedAt = found.Code.LastExchangedAt,
    };

    /// <summary>With the code itself.</summary>
    public NewShareCodeModel Of((ShareCodeRow Row, SharedServer Server, string Code) made) => new()
    {
        Server = Of(made.Server),
        Scopes = made.Row.ScopeList,
        Id = made.Row.WireId,
        CreatedAt = made.Row.Created,
        ExpiresAt = made.Row.ExpiresAt,
        ExchangeCount = made.Row.ExchangeCount,
        Code = made.Code,
        AcceptUrl = AcceptPages.UrlOf(made.Code),
        FullAcceptUrl = addresses.Public(AcceptPages.UrlOf(made.Code)),
    };

    private SharedServerModel Of(SharedServer server)
    {
        var url = UrlNames.ServerPrefix(server.Owner, server.Name);
        return new SharedServerModel
        {
            User = new NamedModel(server.Owner), Name = server.Name, Url = url, FullUrl = addresses.Public(url), Ready = server.Ready,
        };
    }

    private static NamedModel? Named(string? name) => name is null ? null : new NamedModel(name);
}

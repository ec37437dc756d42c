using Atoll.Accounts.People;
using Atoll.Core.Names;

namespace Atoll.Servers;

/// <summary>Where a server and its pages are.</summary>
internal sealed record ServerUrls(string Open, string Spawn, string Pending, string Events, string Stop, string Restart, string Log, string Delete)
{
    public static ServerUrls Of(UserRow owner, string server) => Of(owner.Name, server);

    public static ServerUrls Of(string owner, string server)
    {
        var path = UrlNames.EscapePath(owner) + (server.Length == 0 ? "" : "/" + UrlNames.EscapePath(server));
        return new ServerUrls(
            UrlNames.ServerPrefix(owner, server),
            $"/hub/spawn/{path}",
            $"/hub/spawn-pending/{path}",
            $"/hub/spawn-events/{path}",
            $"/hub/stop/{path}",
            $"/hub/restart/{path}",
            $"/hub/log/{path}",
            $"/hub/delete-server/{path}");
    }
}

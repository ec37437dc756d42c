using Atoll.Core.Names;
using Atoll.Proxy;

namespace Atoll.Servers;

/// <summary>Publishes a ready server's route and withdraws it. Both may be repeated.</summary>
internal sealed class ServerRoutes(RouteRegistry routes)
{
    public void Publish(ServerRow row)
    {
        routes.Publish(new Route
        {
            Prefix = UrlNames.ServerPrefix(row.UserName, row.Name),
            Target = new Uri($"http://{row.Address}"),
            Resource = row.Key,
            OwnLogin = row.Plan?.OwnLogin ?? false,
            CheckAtTarget = row.Plan?.CheckAtTarget ?? false,
            AllowedOrigins = [.. row.Plan?.AllowedOrigins ?? []],
            Generation = row.StartNumber,
        });
    }

    public void Withdraw(ServerRow row) =>
        routes.Withdraw(UrlNames.ServerPrefix(row.UserName, row.Name), row.StartNumber);
}

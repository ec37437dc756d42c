using Atoll.Core.Names;
using Atoll.Environments;
using Atoll.Platform.Configuration;
using Atoll.Proxy;

namespace Atoll.Servers;

/// <summary>Publishes a ready server's route and withdraws it. Both may be repeated.</summary>
internal sealed class ServerRoutes(RouteRegistry routes, Live<Choices> choices)
{
    public void Publish(ServerRow row)
    {
        var environment = choices.Value.Environment(row.Environment);
        routes.Publish(new Route
        {
            Prefix = UrlNames.ServerPrefix(row.UserName, row.Name),
            Target = new Uri($"http://{row.Address}"),
            Resource = row.Key,
            // An environment that the configuration no longer has: the gate protects it all the same.
            OwnLogin = environment?.OwnLogin ?? false,
            Generation = row.StartNumber,
        });
    }

    public void Withdraw(ServerRow row) =>
        routes.Withdraw(UrlNames.ServerPrefix(row.UserName, row.Name), row.StartNumber);
}

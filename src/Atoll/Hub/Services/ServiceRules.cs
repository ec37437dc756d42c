using Atoll.Accounts.Services;
using Atoll.Core.Scopes;
using Atoll.Platform.Configuration;

namespace Atoll.Hub.Services;

/// <summary>What must be right among the configured services, beside what each says of itself.</summary>
internal static class ServiceRules
{
    public static IEnumerable<Misfit> Check(IReadOnlyList<ServiceOptions> services, ScopeCatalog catalog) =>
    [
        .. Misfit.Twice("services", services.Select(service => service.Name)),
        .. services.Index().SelectMany(one => OfOne(one.Index, one.Item, services, catalog)),
    ];

    private static IEnumerable<Misfit> OfOne(int at, ServiceOptions service, IReadOnlyList<ServiceOptions> all, ScopeCatalog catalog)
    {
        var spec = ServiceSpecs.Of(service, []);
        var client = spec.ClientOf(spec.Row);
        if (client.Fault(catalog) is { } fault)
        {
            yield return new Misfit($"services[{at}].{fault.Key}", fault.Text);
        }

        if (service.ApiToken.Length > 0 && all.Take(at).Any(other => other.ApiToken == service.ApiToken))
        {
            yield return new Misfit($"services[{at}].api_token", "another service has it already; give each its own.");
        }

        if (client.IsWanted && all.Take(at).Select(other => ServiceSpecs.Of(other, [])).Any(other => other.ClientOf(other.Row) is { IsWanted: true } one && one.Id == client.Id))
        {
            yield return new Misfit($"services[{at}].oauth_client_id", $"'{client.Id}' is another service's already; give each its own.");
        }
    }
}

using Atoll.Accounts.Services;
using Atoll.Core.Scopes;
using Atoll.Platform.Configuration;

namespace Atoll.Hub.Services;

/// <summary>
/// Makes the services what the configuration says: at the start, and when it changes. One that vanished goes with its tokens. Configured ones are
/// administrators when they say so themselves, or <c>load_roles</c> does.
/// </summary>
internal sealed class ServiceKeeper(
    ServiceRecords records, Live<ServiceSettings> settings, Live<RoleBook> book, ILogger<ServiceKeeper> logger)
    : ConfigurationKeeper<ServiceSettings>(settings, logger)
{
    protected override Task ApplyAsync(ServiceSettings now, CancellationToken cancellationToken)
    {
        var admins = book.Value.Definitions.Where(role => role.Name == DefaultRoles.Admin.Name).SelectMany(role => role.Services ?? []).ToHashSet();
        return records.SyncAsync([.. now.Services.Select(options => ServiceSpecs.Of(options, admins))], cancellationToken);
    }
}

using Atoll.Accounts.Services;
using Atoll.Platform.Configuration;

namespace Atoll.Hub.Services;

/// <summary>Makes the services what the configuration says: at the start, and when it changes. One that vanished goes with its tokens.</summary>
internal sealed class ServiceKeeper(ServiceRecords records, Live<ServiceSettings> settings, ILogger<ServiceKeeper> logger)
    : ConfigurationKeeper<ServiceSettings>(settings, logger)
{
    protected override Task ApplyAsync(ServiceSettings now, CancellationToken cancellationToken) =>
        records.SyncAsync([.. now.Services.Select(options => ServiceSpecs.Of(options, admins: []))], cancellationToken);
}

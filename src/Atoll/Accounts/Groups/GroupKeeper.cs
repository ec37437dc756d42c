using System.Data.Common;
using System.Text.Json.Nodes;
using Atoll.Accounts.People;
using Atoll.Core.Names;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;

namespace Atoll.Accounts.Groups;

/// <summary>Makes the groups that <c>load_groups</c> lists, with their members: at the start, and when the configuration changes.</summary>
internal sealed class GroupKeeper(HubDatabase database, Live<GroupSettings> settings, TimeProvider time, ILogger<GroupKeeper> logger)
    : ConfigurationKeeper<GroupSettings>(settings, logger)
{
    protected override Task ApplyAsync(GroupSettings now, CancellationToken cancellationToken) => now.Loaded.Count == 0
        ? Task.CompletedTask
        : database.WriteAsync(async connection =>
        {
            foreach (var (name, group) in now.Loaded)
            {
                await EnsureAsync(connection, name, group);
            }
        }, cancellationToken);

    private async Task EnsureAsync(DbConnection connection, string name, LoadedGroupOptions wanted)
    {
        var group = await GroupStore.CreateAsync(connection, name) ?? (await GroupStore.FindAsync(connection, name))!;
        foreach (var user in wanted.Users.Select(UserName.Parse))
        {
            var row = await UserStore.CreateAsync(connection, user, admin: false, time.GetUtcNow()) ?? (await UserStore.FindAsync(connection, user.Value))!;
            await GroupStore.JoinAsync(connection, group.Id, [row.Id]);
        }

        if (wanted.Properties.Count > 0)
        {
            var properties = new JsonObject(wanted.Properties.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
            await GroupStore.SetPropertiesAsync(connection, group.Id, properties.ToJsonString());
        }
    }
}

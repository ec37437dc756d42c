using System.Globalization;
using Atoll.Core.Lifecycles;
using Atoll.Environments.Releases;
using Atoll.Web;
using Atoll.Workloads;

namespace Atoll.Commands;

/// <summary>What the command line can do with environments, inside a running hub or on its database.</summary>
internal sealed class EnvironmentCommands(EnvironmentActions actions, EnvironmentReleases releases, ReleaseStore store)
{
    private static readonly string[] _columns = ["ENVIRONMENT", "STATE", "IMAGE", "REFERENCE", "TESTED", "SIZE", "SERVERS"];

    public async Task<CommandReply> ListAsync(CancellationToken cancellationToken)
    {
        var rows = (await store.AllAsync(cancellationToken)).Where(row => row.Stage is not ReleaseStage.Removed).ToList();
        if (rows.Count == 0)
        {
            return CommandReply.Done("No image of an environment was seen yet. A hub that runs looks for them at its start.");
        }

        var used = await releases.UsedAsync(LocalSite.Name, cancellationToken);
        var table = rows.Select(row => CellsOf(row, ImageKeeping.ServersOn(row, used))).Prepend(_columns).ToList();
        var widths = _columns.Select((_, column) => table.Max(line => line[column].Length)).ToArray();
        var lines = table.Select(line => string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        var reasons = rows.Where(row => row.Reason is not null).Select(row => $"{row.Environment} {row.ShortId}: {row.Reason}");
        return CommandReply.Done(string.Join('\n', lines.Concat(reasons)));
    }

    public async Task<CommandReply> UpdateAsync(EnvironmentRequest request, CancellationToken cancellationToken) =>
        ReplyOf(await actions.UpdateAsync(request.Name, cancellationToken));

    public async Task<CommandReply> RollBackAsync(EnvironmentRequest request, CancellationToken cancellationToken) =>
        ReplyOf(await actions.RollBackAsync(request.Name, cancellationToken));

    public async Task<CommandReply> RemoveAsync(EnvironmentRequest request, CancellationToken cancellationToken) =>
        ReplyOf(await actions.RemoveAsync(request.Name, request.Image ?? "", cancellationToken));

    private static string[] CellsOf(ReleaseRow row, int servers) =>
    [
        row.Environment,
        StateOf(row),
        row.ShortId,
        row.Reference,
        row.Tested is { } at ? $"{row.Result.ToString().ToLowerInvariant()} {at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}" : "no",
        Words.Bytes(row.SizeBytes),
        servers.ToString(CultureInfo.InvariantCulture),
    ];

    private static string StateOf(ReleaseRow row) => row.Stage.ToString().ToLowerInvariant() + (row.Held ? ", held" : "");

    private static CommandReply ReplyOf(Decision decision) => new(decision.Ok, decision.Text);
}

using Atoll.Core.Names;
using Atoll.Workloads;

namespace Atoll.Servers;

/// <summary>From a row's plan to the workload that is ordered. The same row always gives the same order.</summary>
internal sealed class ServerOrders(ServerTokens tokens, HubAddresses addresses)
{
    /// <param name="row">The server.</param>
    /// <param name="plan">What it runs.</param>
    /// <param name="clientId">Of its OAuth client.</param>
    /// <param name="homeVolume">Its owner's home.</param>
    public WorkloadOrder Make(ServerRow row, ServerPlan plan, string clientId, string homeVolume) => new()
    {
        Site = row.Site,
        Name = row.Workload,
        StartNumber = row.StartNumber,
        Kind = ServerNames.Kind,
        Owner = row.UserName,
        Image = plan.Image.Length > 0 ? plan.Image : null,
        Command = [.. plan.Command.Select(part => Fill(part, row))],
        Environment = Variables(row, plan, clientId, homeVolume),
        HomeVolume = homeVolume,
        Port = plan.Port,
        Cpu = plan.Cpu,
        MemoryBytes = plan.MemoryBytes,
    };

    private Dictionary<string, string> Variables(ServerRow row, ServerPlan plan, string clientId, string homeVolume)
    {
        var variables = ServerEnvironment.Of(new ServerEnvironment.Facts
        {
            UserName = row.UserName,
            ServerName = row.Name,
            ClientId = clientId,
            Hub = addresses,
            Token = tokens.Make(row.Id, row.StartNumber),
            HomeVolume = homeVolume,
            Plan = plan,
        });
        foreach (var (key, value) in plan.Env)
        {
            variables[key] = Fill(value, row);
        }

        return variables;
    }

    private static string Fill(string text, ServerRow row) =>
        text.Replace("{prefix}", UrlNames.ServerPrefix(row.UserName, row.Name), StringComparison.Ordinal);
}

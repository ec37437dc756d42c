using Atoll.Core.Names;
using Atoll.Environments;
using Atoll.Platform.Configuration;
using Atoll.Workloads;

namespace Atoll.Servers;

/// <summary>From a row's choices to the workload that is ordered. Under one configuration the same row always gives the same order.</summary>
internal sealed class ServerOrders(Live<Choices> choices, ServerTokens tokens, HubAddresses addresses)
{
    /// <summary>The image of the row's environment; null when it has none.</summary>
    public string? ImageOf(ServerRow row) =>
        choices.Value.Environment(row.Environment) is { Image.Length: > 0 } chosen ? chosen.Image : null;

    /// <summary>The order; null when the configuration no longer has what the row was started with.</summary>
    public WorkloadOrder? Make(ServerRow row, string homeVolume)
    {
        var offers = choices.Value;
        return offers.Environment(row.Environment) is { } environment && offers.Size(row.Size) is { } size
            ? Make(row, environment, size, homeVolume)
            : null;
    }

    private WorkloadOrder Make(ServerRow row, EnvironmentOptions environment, SizeOptions size, string homeVolume) => new()
    {
        Site = row.Site,
        Name = row.Workload,
        StartNumber = row.StartNumber,
        Kind = ServerNames.Kind,
        Owner = row.UserName,
        Image = environment.Image.Length > 0 ? environment.Image : null,
        Command = [.. environment.Command.Select(part => Fill(part, row))],
        Environment = Variables(row, environment, size, homeVolume),
        HomeVolume = homeVolume,
        Port = environment.Port,
        Cpu = size.Cpu,
        MemoryBytes = size.MemoryBytes(),
    };

    private Dictionary<string, string> Variables(
        ServerRow row, EnvironmentOptions environment, SizeOptions size, string homeVolume)
    {
        var variables = ServerEnvironment.Of(new ServerEnvironment.Facts
        {
            UserName = row.UserName,
            ServerName = row.Name,
            ApiUrl = addresses.ApiUrl,
            Token = tokens.Make(row.Id, row.StartNumber),
            HomeVolume = homeVolume,
            DefaultUrl = environment.DefaultUrl,
            Image = environment.Image,
            Cpu = size.Cpu,
            MemoryBytes = size.MemoryBytes(),
        });
        foreach (var (key, value) in environment.Env)
        {
            variables[key] = Fill(value, row);
        }

        return variables;
    }

    private static string Fill(string text, ServerRow row) =>
        text.Replace("{prefix}", UrlNames.ServerPrefix(row.UserName, row.Name), StringComparison.Ordinal);
}

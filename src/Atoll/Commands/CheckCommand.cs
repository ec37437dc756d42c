using Atoll.Environments;

namespace Atoll.Commands;

/// <summary><c>atoll check</c>: what the configuration means. Faults stop it with their line and key.</summary>
internal static class CheckCommand
{
    public static async Task<int> RunAsync(AtollSettings settings, CancellationToken cancellationToken)
    {
        var options = settings.Options;
        var choices = new Choices(options.Environments, options.Sizes);
        await Console.Out.WriteLineAsync(
            $"""
            The configuration is good.
            Hub:          {options.HubName}
            Data:         {settings.Data.Root}
            Database:     {(options.Database.Length > 0 ? "PostgreSQL" : "embedded")}
            Site:         {options.Site.Kind}
            Environments: {string.Join(", ", choices.Environments.Select(environment => environment.Name))}
            Sizes:        {string.Join(", ", choices.Sizes.Select(size => $"{size.Name} ({size.Cpu} CPU, {size.MemoryGb} GB)"))}
            Signing out:  {(options.Servers.StopOnLogout ? "stops the user's servers" : "leaves servers running")}
            """.AsMemory(),
            cancellationToken);
        return 0;
    }
}

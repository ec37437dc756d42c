using Atoll.Compute;
using Atoll.Compute.Containers;
using Atoll.Environments;
using Atoll.Environments.Examples;
using Atoll.Platform.Database;
using Atoll.Workloads;

namespace Atoll.Commands;

/// <summary><c>atoll doctor</c>: what this machine lacks to run servers, and the command that mends it.</summary>
internal static class DoctorCommand
{
    // Below this a home or an image soon does not fit any more.
    private const long LeastFreeBytes = 5L << 30;

    public static async Task<int> RunAsync(AtollSettings settings, CancellationToken cancellationToken)
    {
        var findings = new List<Finding> { Database(), Disk(settings) };
        if (settings.Options.Site.Kind == "docker")
        {
            findings.AddRange(await EngineAsync(settings, cancellationToken));
        }

        if (settings.Options.Environments.Any(environment => environment.Examples.Exist()))
        {
            findings.Add(await GitAsync(settings, cancellationToken));
        }

        foreach (var finding in findings)
        {
            await Console.Out.WriteLineAsync(finding.ToString().AsMemory(), cancellationToken);
        }

        return findings.All(finding => finding.Remedy is null) ? 0 : 1;
    }

    private static Finding Database() => SqliteNative.IsThere
        ? new Finding("SQLite is installed.")
        : new Finding("SQLite is missing.", "apt-get install libsqlite3-0");

    private static Finding Disk(AtollSettings settings)
    {
        settings.Data.Create();
        var free = new DriveInfo(settings.Data.Root).AvailableFreeSpace;
        var text = $"{free >> 30} GB are free in {settings.Data.Root}.";
        return free >= LeastFreeBytes ? new Finding(text) : new Finding(text, "free some space, or choose another folder with --data");
    }

    private static async Task<Finding> GitAsync(AtollSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            var version = await Git.RunAsync(
                settings.Data.Root, new Dictionary<string, string>(), TimeSpan.FromSeconds(30), settings.Time, cancellationToken, "--version");
            return new Finding($"Examples are fetched with {version.Trim()}.");
        }
        catch (ExamplesException)
        {
            return new Finding("git, which fetches the environments' examples, cannot be run.", "apt-get install git");
        }
    }

    private static async Task<IReadOnlyList<Finding>> EngineAsync(AtollSettings settings, CancellationToken cancellationToken)
    {
        var socket = EngineSocket.Find(settings.Options.Site.Socket);
        if (!EngineSocket.Answers(socket))
        {
            return [new Finding($"No container engine answers at {socket}.", "deploy/engine start")];
        }

        var findings = new List<Finding> { new($"A container engine answers at {socket}.") };
        if (!SqliteNative.IsThere)
        {
            // What comes next is in the database.
            return findings;
        }

        var boot = await HubBoot.PrepareAsync(settings, cancellationToken);
        await using var database = boot.Database;
        findings.Add(await RestartAsync((ContainerSite)boot.Sites[LocalSite.Name], cancellationToken));
        foreach (var environment in settings.Options.Environments.Where(environment => environment.Image.Length > 0))
        {
            findings.Add(await ImageAsync((IImageSite)boot.Sites[LocalSite.Name], environment, cancellationToken));
        }

        return findings;
    }

    private static async Task<Finding> RestartAsync(ContainerSite site, CancellationToken cancellationToken) =>
        await site.OutlivesEngineAsync(cancellationToken)
            ? new Finding("Servers run on while the engine is restarted.")
            : new Finding(
                "Every server ends when the engine is restarted or upgraded.",
                "set \"live-restore\": true in /etc/docker/daemon.json and restart the engine");

    private static async Task<Finding> ImageAsync(IImageSite site, EnvironmentOptions environment, CancellationToken cancellationToken)
    {
        if (await site.FindImageAsync(environment.Image, cancellationToken) is not null)
        {
            return new Finding($"The image of '{environment.Name}' is there.");
        }

        return environment.BuiltHere
            ? new Finding($"The image of '{environment.Name}' is not built yet.", $"deploy/images/build {environment.Name}")
            : new Finding($"The image of '{environment.Name}' is not there yet; the first start pulls it.");
    }

    private sealed record Finding(string Text, string? Remedy = null)
    {
        public override string ToString() => Remedy is null ? $"ok       {Text}" : $"missing  {Text}  Mend it with: {Remedy}";
    }
}

using System.Reflection;

namespace Atoll.Environments.Examples;

/// <summary>The step in front of a server's command that brings the examples into the person's home: examples.sh, run where the server runs.</summary>
internal static class ExamplesStep
{
    /// <summary>Where a workload finds the copy.</summary>
    public const string Path = "/srv/atoll/examples";

    /// <summary>The shell that the image must have.</summary>
    public const string Shell = "/bin/sh";

    /// <summary>The script, for tests.</summary>
    public static string Script { get; } = Read();

    /// <summary>A command with the step in front of it.</summary>
    /// <param name="folder">Below the home.</param>
    /// <param name="command">What the step runs at its end.</param>
    public static IReadOnlyList<string> Before(string folder, IReadOnlyList<string> command) => [Shell, "-c", Script, "examples", Path, folder, .. command];

    private static string Read()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("examples.sh")!);
        return reader.ReadToEnd();
    }
}

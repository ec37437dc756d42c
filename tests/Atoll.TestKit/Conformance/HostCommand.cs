using Atoll.Compute;

namespace Atoll.TestKit.Conformance;

/// <summary>A program of the host that has to succeed.</summary>
internal static class HostCommand
{
    /// <summary>Runs <c>program argument argument …</c>; nothing in it may contain a blank.</summary>
    public static async Task<string> RunAsync(string command)
    {
        var words = command.Split(' ');
        var result = await HostTool.RunAsync(words[0], words[1..], "", CancellationToken.None)
            ?? throw new InvalidOperationException($"{words[0]} is not installed.");
        return result.ExitCode == 0
            ? result.Output
            : throw new InvalidOperationException($"'{command}' ended with {result.ExitCode}: {result.Error}");
    }
}

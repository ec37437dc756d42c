using System.Diagnostics;
using System.Text;

namespace Atoll.Environments.Examples;

/// <summary>The machine's own git, with the configuration and credentials that the operator gave it. It never asks anybody anything.</summary>
internal static class Git
{
    /// <summary>Runs a command to its end; returns what it printed.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="variables">Environment variables for it.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="time">The clock of the limit.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="arguments">The command.</param>
    /// <exception cref="ExamplesException">It failed, took too long, or git is not installed.</exception>
    public static async Task<string> RunAsync(
        string folder,
        IReadOnlyDictionary<string, string> variables,
        TimeSpan limit,
        TimeProvider time,
        CancellationToken cancellationToken,
        params IReadOnlyList<string> arguments)
    {
        using var process = Start(folder, variables, arguments);
        using var clock = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(either.Token);
        var error = process.StandardError.ReadToEndAsync(either.Token);
        try
        {
            await process.WaitForExitAsync(either.Token);
            return process.ExitCode == 0
                ? await output
                : throw new ExamplesException($"git {arguments[0]}: {OneLine(await error)}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new ExamplesException($"git {arguments[0]} did not end within {limit.TotalSeconds:0} seconds.");
        }
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static Process Start(string folder, IReadOnlyDictionary<string, string> variables, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw new ExamplesException($"git cannot be run: {failure.Message}. Install it with: apt-get install git", failure);
        }
    }
}

/// <summary>Examples could not be fetched; the message is for the operator.</summary>
internal sealed class ExamplesException(string message, Exception? inner = null) : Exception(message, inner);

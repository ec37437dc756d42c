using System.Diagnostics;

namespace Atoll.TestKit;

/// <summary>The built program, run as a person runs it. Disposing ends it at once.</summary>
internal sealed class AtollProgram : IAsyncDisposable
{
    private const string ReadyLine = "Atoll is ready";

    private readonly Process _process;

    private AtollProgram(Process process) => _process = process;

    /// <summary>Runs a command to its end.</summary>
    public static Task<ProgramEnd> RunAsync(params IReadOnlyList<string> arguments) => RunWithInputAsync("", arguments);

    /// <summary>Runs a command that reads this.</summary>
    public static async Task<ProgramEnd> RunWithInputAsync(string input, params IReadOnlyList<string> arguments)
    {
        using var process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ProgramEnd(process.ExitCode, await output, await error);
    }

    /// <summary>Runs <c>up</c> and returns once it serves.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; holds what it said.</exception>
    public static async Task<AtollProgram> UpAsync(params IReadOnlyList<string> arguments)
    {
        var process = Start(["up", .. arguments]);
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.StartsWith(ReadyLine, StringComparison.Ordinal))
            {
                // Read on, so that a full pipe never stops it.
                process.BeginErrorReadLine();
                _ = process.StandardOutput.ReadToEndAsync();
                return new AtollProgram(process);
            }
        }

        throw new InvalidOperationException(string.Join('\n', said) + await process.StandardError.ReadToEndAsync());
    }

    /// <summary>Sends a signal (<c>TERM</c>, <c>KILL</c>) and waits for its end.</summary>
    public async Task<int> EndAsync(string signal)
    {
        await SignalAsync(signal);
        return await EndedAsync();
    }

    /// <summary>Sends a signal that does not end it (<c>HUP</c>).</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> EndedAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static Process Start(IReadOnlyList<string> arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Atoll.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}

/// <summary>How a command ended.</summary>
internal sealed record ProgramEnd(int Code, string Output, string Error);

using System.Diagnostics;

namespace Atoll.TestKit;

/// <summary>The built program, run as a person runs it. Disposing ends it at once.</summary>
internal sealed class AtollProgram : IAsyncDisposable
{
    private const string ReadyLine = "Atoll is ready";

    private readonly Process _process;

    private AtollProgram(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Runs a command to its end.</summary>
    public static Task<ProgramEnd> RunAsync(params IReadOnlyList<string> arguments) => RunWithInputAsync("", arguments);

    /// <summary>Runs a command that reads this.</summary>
    public static Task<ProgramEnd> RunWithInputAsync(string input, params IReadOnlyList<string> arguments) => RunAsync(Built(arguments), input);

    /// <summary>Runs any program to its end.</summary>
    public static async Task<ProgramEnd> RunAsync(ProcessStartInfo start, string input)
    {
        using var process = Start(start);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ProgramEnd(process.ExitCode, await output, await error);
    }

    /// <summary>Runs <c>up</c> and returns once it serves.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; holds what it said.</exception>
    public static Task<AtollProgram> UpAsync(params IReadOnlyList<string> arguments) => UpAsync(new Dictionary<string, string>(), arguments);

    /// <summary>The same with these environment variables.</summary>
    public static Task<AtollProgram> UpAsync(IReadOnlyDictionary<string, string> variables, params IReadOnlyList<string> arguments)
    {
        var start = Built(["up", .. arguments]);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return UpAsync(start);
    }

    /// <summary>Runs any program that says when it serves, as the built one does.</summary>
    public static async Task<AtollProgram> UpAsync(ProcessStartInfo start)
    {
        var process = Start(start);
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

    private static ProcessStartInfo Built(IReadOnlyList<string> arguments) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Atoll.dll"), .. arguments]);

    private static Process Start(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        return Process.Start(start)!;
    }
}

/// <summary>How a command ended.</summary>
internal sealed record ProgramEnd(int Code, string Output, string Error);

using System.Diagnostics;

namespace Atoll.Compute;

/// <summary>Runs a program of the host (nft, ip, systemctl) with its arguments as they are: no shell reads them.</summary>
internal static class HostTool
{
    // Not the PATH: a hub that runs as root must not be led elsewhere by it, and it often lacks the first two.
    private static readonly string[] Folders = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];

    /// <summary>How it ended and what it wrote; null when it is not installed.</summary>
    public static async Task<ToolResult?> RunAsync(
        string program, IEnumerable<string> arguments, string input, CancellationToken cancellationToken)
    {
        if (Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) is not { } path)
        {
            return null;
        }

        using var process = Process.Start(StartInfo(path, arguments))!;
        try
        {
            return await ResultAsync(process, input, cancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static ProcessStartInfo StartInfo(string path, IEnumerable<string> arguments) => new(path, arguments)
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        // What it says is compared and shown: it must not depend on who runs the hub.
        Environment = { ["LC_ALL"] = "C" },
    };

    private static async Task<ToolResult> ResultAsync(Process process, string input, CancellationToken cancellationToken)
    {
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await WriteAsync(process, input);
        await process.WaitForExitAsync(cancellationToken);
        return new(process.ExitCode, await output, (await error).Trim());
    }

    /// <summary>A program that ends before it has read everything says why on its own.</summary>
    private static async Task WriteAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Its exit code and its words are what counts.
        }
    }
}

/// <summary>How a program ended.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error);

using System.Diagnostics;
using Atoll.TestKit;

namespace Atoll.EndToEnd.Packaging;

/// <summary>
/// What <c>./publish</c> makes of this checkout, unpacked as an operator unpacks it. Its programs run without anything of this process's
/// environment but a path.
/// </summary>
internal sealed class Package : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-package-");

    /// <summary>The folder that holds the program.</summary>
    public string Root => Path.Combine(_folder.FullName, "atoll");

    /// <summary>The checkout that is packed.</summary>
    public static string Checkout { get; } = FindCheckout();

    /// <summary>Takes the place of what was unpacked before, as an upgrade does.</summary>
    public async Task UnpackAsync()
    {
        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }

        // Nothing happens when it is there and newer than the sources.
        await RunAsync(new ProcessStartInfo(Path.Combine(Checkout, "publish")));
        var archive = (await RunAsync(new ProcessStartInfo(Path.Combine(Checkout, "publish"), ["--path"]))).Output.Trim();
        Directory.CreateDirectory(Root);
        await RunAsync(new ProcessStartInfo("tar", ["-xzf", archive, "-C", Root, "--strip-components=1"]));
    }

    /// <summary>Runs the hub, with the capabilities that the service unit leaves it and no others.</summary>
    public Task<AtollProgram> UpAsync(params IReadOnlyList<string> arguments) => AtollProgram.UpAsync(Command(
        "setpriv", ["--no-new-privs", $"--bounding-set=-all,{Capabilities()}", "--", Path.Combine(Root, "atoll"), "up", .. arguments]));

    /// <summary>Runs another command to its end, which must be a good one.</summary>
    public Task<ProgramEnd> RunAsync(string input, params IReadOnlyList<string> arguments) =>
        RunAsync(Command(Path.Combine(Root, "atoll"), arguments), input);

    public void Dispose() => _folder.Delete(recursive: true);

    // CAP_CHOWN is +chown to setpriv.
    private string Capabilities()
    {
        const string Key = "CapabilityBoundingSet=";
        var lines = File.ReadLines(Path.Combine(Root, "deploy", "atoll.service")).Where(line => line.StartsWith(Key, StringComparison.Ordinal));
        return string.Join(',', lines.SelectMany(line => line[Key.Length..].Split(' ')).Select(name => "+" + name["CAP_".Length..].ToLowerInvariant()));
    }

    private ProcessStartInfo Command(string program, IReadOnlyList<string> arguments)
    {
        var command = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.FullName };
        command.Environment.Clear();
        command.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        return command;
    }

    private static async Task<ProgramEnd> RunAsync(ProcessStartInfo start, string input = "")
    {
        var end = await AtollProgram.RunAsync(start, input);
        return end.Code == 0 ? end : throw new InvalidOperationException($"{start.FileName} ended with {end.Code}: {end.Output}{end.Error}");
    }

    private static string FindCheckout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Atoll.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from a build inside the checkout only.");
        }

        return folder.FullName;
    }
}

using System.CommandLine;
using System.CommandLine.Invocation;
using Atoll.Compute;
using Atoll.Platform;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;

namespace Atoll.Commands;

/// <summary>The <c>atoll</c> command.</summary>
internal static class CommandLine
{
    private static readonly Option<string> _data = new("--data")
    {
        Description = "Folder of everything this hub keeps.", DefaultValueFactory = _ => "data", Recursive = true,
    };

    private static readonly Option<string?> _config = new("--config")
    {
        Description = "Configuration file. Default: atoll.yaml beside the data folder, if it is there.", Recursive = true,
    };

    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("A shared cloud computer for scientists.") { _data, _config };
        root.Subcommands.Add(Up());
        root.Subcommands.Add(Down());
        root.Subcommands.Add(User());
        root.Subcommands.Add(Token());
        root.Subcommands.Add(EnvironmentLine.Make((parsed, run) => GuardAsync(() => run(SettingsOf(parsed)))));
        root.Subcommands.Add(Simple("check", "Reads the configuration and says what is wrong with it.", CheckCommand.RunAsync));
        root.Subcommands.Add(Config());
        root.Subcommands.Add(Simple("doctor", "Says what this machine lacks, and the command that mends it.", DoctorCommand.RunAsync));
        var parsed = root.Parse(args);
        return parsed.Action is ParseErrorAction
            ? WrongUse.TellAsync(parsed)
            : parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static Command Up()
    {
        var port = new Option<int?>("--port") { Description = "Port to serve on. Default: the configuration's, 8000." };
        var ip = new Option<string?>("--ip") { Description = "Address to serve on. Default: the configuration's, 127.0.0.1." };
        var newSecret = new Option<bool>("--new-secret")
        {
            Description = "Go on although secret.key was lost or replaced: open forms must be sent again, servers that are starting are stopped.",
        };
        var command = new Command("up", "Serves the hub.") { port, ip, newSecret };
        port.Validators.Add(WrongUse.IsPort);
        command.SetAction((parsed, ct) => GuardAsync(() => UpCommand.RunAsync(
            On(SettingsOf(parsed), parsed.GetValue(ip), parsed.GetValue(port)) with { NewSecret = parsed.GetValue(newSecret) }, Console.Out, ct)));
        return command;
    }

    private static AtollSettings On(AtollSettings settings, string? ip, int? port) =>
        settings with { Ip = ip ?? settings.Ip, Port = port ?? settings.Port };

    private static Command Down()
    {
        var command = new Command("down", "Stops the hub and every server of it. Homes are kept.");
        command.SetAction((parsed, ct) => GuardAsync(() => DownCommand.RunAsync(SettingsOf(parsed), ct)));
        return command;
    }

    private static Command User()
    {
        var name = new Argument<string>("NAME") { Description = "Sign-in name." };
        var admin = new Option<bool>("--admin") { Description = "Make an administrator." };
        var stdin = new Option<bool>("--password-stdin") { Description = "Read the password from standard input." };
        var add = new Command("add", "Adds a user.") { name, admin, stdin };
        add.SetAction((parsed, ct) => GuardAsync(() => AccountCommands.AddUserAsync(
            SettingsOf(parsed), parsed.GetValue(name)!, parsed.GetValue(admin), parsed.GetValue(stdin), ct)));
        var list = new Command("list", "Lists the users.");
        list.SetAction((parsed, ct) => GuardAsync(() => AccountCommands.ListUsersAsync(SettingsOf(parsed), ct)));
        return new Command("user", "Users of the hub.") { add, list };
    }

    private static Command Token()
    {
        var user = new Option<string>("--user") { Description = "Whose token it is.", Required = true };
        var note = new Option<string>("--note") { Description = "What it is for.", DefaultValueFactory = _ => "made on the command line" };
        var create = new Command("create", "Makes a token with all that its owner may do, and prints it.") { user, note };
        create.SetAction((parsed, ct) => GuardAsync(() => AccountCommands.CreateTokenAsync(
            SettingsOf(parsed), parsed.GetValue(user)!, parsed.GetValue(note)!, ct)));
        return new Command("token", "API tokens.") { create };
    }

    // They say what any configuration may hold, so they read none.
    private static Command Config() => new("config", "What the configuration may hold.")
    {
        Print("schema", "Prints the JSON schema, for editors.", ConfigCommand.Schema),
        Print("docs", "Prints the page about every key.", ConfigCommand.Docs),
    };

    private static Command Print(string name, string description, Func<string> text)
    {
        var command = new Command(name, description);
        command.SetAction((_, ct) => Console.Out.WriteAsync(text().AsMemory(), ct));
        return command;
    }

    private static Command Simple(string name, string description, Func<AtollSettings, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        command.SetAction((parsed, ct) => GuardAsync(() => run(SettingsOf(parsed), ct)));
        return command;
    }

    private static AtollSettings SettingsOf(ParseResult parsed)
    {
        var source = ConfigurationSource.Of(parsed.GetValue(_config), parsed.GetValue(_data)!);
        var options = source.Read<HubOptions>();
        return new AtollSettings
        {
            Data = new DataFolder(parsed.GetValue(_data)!),
            Options = options,
            Source = source,
            Ip = options.Ip,
            Port = options.Port,
        };
    }

    // What a person can mend is a sentence on stderr; anything else is a bug and shows its stack.
    private static async Task<int> GuardAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception failure) when (failure is CommandException or ConfigurationException or SiteException
            or DataFolderException or DatabaseException)
        {
            await Console.Error.WriteLineAsync($"atoll: {failure.Message}{RemedyOf(failure)}");
            return 1;
        }
    }

    private static string RemedyOf(Exception failure) => failure is SiteException { Fault: SiteFault.Away } && !failure.Message.Contains("may not use it", StringComparison.Ordinal)
        ? "\nStart an engine with: deploy/engine start"
        : "";
}

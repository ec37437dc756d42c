using Atoll.Accounts.People;
using Atoll.Environments;
using Atoll.Platform;
using Atoll.Storage;

namespace Atoll.TestKit;

/// <summary>Environments whose servers are a small script, named by how they behave. For sites of plain processes.</summary>
internal static class StandIn
{
    /// <summary>Answers at once.</summary>
    public const string Prompt = "prompt";

    /// <summary>Answers 503 until it is let go (<see cref="LetGo"/>): a start that stays under way as long as a test needs.</summary>
    public const string Held = "held";

    /// <summary>Runs and never listens.</summary>
    public const string Silent = "silent";

    /// <summary>Writes a line and ends with 3.</summary>
    public const string Crashing = "crashing";

    /// <summary>Answers 500 three times before it answers well.</summary>
    public const string Stumbling = "stumbling";

    /// <summary>Does not heed SIGTERM.</summary>
    public const string Deaf = "deaf";

    /// <summary>Writes its own token into its log, then is as the prompt one.</summary>
    public const string Telling = "telling";

    /// <summary>One environment of each kind; the prompt one first.</summary>
    public static List<EnvironmentOptions> All() => [.. new[] { Prompt, Held, Silent, Crashing, Stumbling, Deaf, Telling }.Select(Of)];

    /// <summary>A hub that runs these.</summary>
    public static void Configure(HubOptions options)
    {
        options.Site.Kind = "processes";
        options.Environments = All();
    }

    /// <summary>The same as a configuration file, for hubs in a process of their own.</summary>
    public static string Yaml()
    {
        string[] lines =
        [
            "site: { kind: processes }",
            "servers: { slow_seconds: 0, grace_seconds: 60, stop_on_logout: false }",
            "environments:",
            .. All().Select(one => $"  - {{ name: {one.Name}, own_login: false, command: [{string.Join(", ", one.Command.Select(Quoted))}] }}"),
        ];
        return string.Join('\n', lines);
    }

    /// <summary>Lets a held server answer, now or when it will have started.</summary>
    public static void LetGo(DataFolder data, UserRow owner)
    {
        var home = Directory.CreateDirectory(Path.Combine(data.Volumes, Homes.VolumeOf(owner.Id)));
        File.WriteAllText(Path.Combine(home.FullName, "go"), "");
    }

    private static string Quoted(string part) => $"\"{part}\"";

    private static EnvironmentOptions Of(string manner) => new()
    {
        Name = manner,
        DisplayName = $"A {manner} one",
        Command = ["perl", Path.Combine(AppContext.BaseDirectory, "StandIn", "server.pl"), "{bind}", "{port:main}", "{prefix}", manner],
        OwnLogin = false,
    };
}

namespace Atoll.Differential.Hubs;

/// <summary>What both hubs are started with. Everything else is made by the same requests.</summary>
internal static class World
{
    public const string Admin = "root";
    public const string Password = "secret";
    public const int NamedServers = 3;

    /// <summary>How long an API call waits for a start or stop before it answers 202.</summary>
    public const double SlowSeconds = 3;

    /// <summary>People who can sign in, in the order in which they are made.</summary>
    public static readonly string[] Users =
        ["ada", "carol", "bob", "dave", "erin", "mail@example.org", "til~de", "dot.dash-under_score", "two words", "o'hara", "straße"];

    public static readonly Service[] Services =
    [
        new("seeder") { Admin = true },
        new("boss") { Admin = true },
        new("reader"),
        new("idle"),
        new("keeper"),
        new("web") { Url = "http://127.0.0.1:9", RedirectUri = "http://127.0.0.1:9/callback", AllowedScopes = ["read:users!user", "list:groups"] },
        new("trusted") { Url = "http://127.0.0.1:9", RedirectUri = "http://127.0.0.1:9/trusted", NoConfirm = true },
    ];

    public static readonly CustomScope[] CustomScopes =
    [
        new("custom:lab:read", "Read the lab", []),
        new("custom:lab:write", "Write to the lab", ["custom:lab:read"]),
    ];

    public static readonly RoleSpec[] Roles =
    [
        new("reads", "Reads what there is", ["list:users", "read:users", "read:servers", "list:groups", "read:groups", "read:hub"]) { Services = ["reader"] },
        new("keeps", "Looks after people", ["admin:users"]) { Services = ["keeper"] },
        new("helpers", "Help others", ["read:users!group=chemists", "read:groups:name!group=helpers"]) { Groups = ["helpers"] },
        new("physicists", "See each other", ["list:users!group=physics", "read:users:name!group=physics", "access:servers!group=physics"]) { Groups = ["physics"] },
        new("sharer", "Shares their servers", ["shares!user", "read:users:name", "read:groups:name"]) { Users = ["ada"] },
        new("visitor", "Uses services", ["access:services"]) { Users = ["ada", "carol"] },
        new("labber", "Uses the lab", ["custom:lab:write"]) { Users = ["carol"] },
    ];
}

internal sealed record Service(string Name)
{
    public bool Admin { get; init; }

    public string? Url { get; init; }

    public string? RedirectUri { get; init; }

    public string[] AllowedScopes { get; init; } = [];

    public bool NoConfirm { get; init; }

    /// <summary>The same on both hubs.</summary>
    public string Token => $"{Name}-service-token-0123456789";
}

internal sealed record CustomScope(string Name, string Description, string[] Subscopes);

internal sealed record RoleSpec(string Name, string Description, string[] Scopes)
{
    public string[] Users { get; init; } = [];

    public string[] Groups { get; init; } = [];

    public string[] Services { get; init; } = [];
}

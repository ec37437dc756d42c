using System.Text.Json.Serialization;
using Atoll.Core.Capacity;
using Atoll.Environments;
using Atoll.Environments.Releases;

namespace Atoll.Servers;

/// <summary>
/// What one start runs, settled when it is asked for and kept with the row: a configuration that changes meanwhile, or an image that gets
/// a successor, changes the next start and never one that is under way or a server that runs.
/// </summary>
internal sealed record ServerPlan
{
    /// <summary>Slug of the profile; empty where there are none.</summary>
    public string Profile { get; init; } = "";

    /// <summary>What the person picked, in a line: "Notebook, Small"; empty in rows of a version that did not keep it.</summary>
    public string Title { get; init; } = "";

    /// <summary>Name of the environment.</summary>
    public required string Environment { get; init; }

    /// <summary>What people call it.</summary>
    public string EnvironmentTitle { get; init; } = "";

    /// <summary>What a person waits for: "JupyterLab", or the environment's own name.</summary>
    public string Application { get; init; } = "";

    /// <summary>By digest or local id, or by name as long as no release of the environment is known; empty on a site without images.</summary>
    public string Image { get; init; } = "";

    /// <summary>What people call the image: the name that its digest or id stands for. Empty while <see cref="Image"/> is that name.</summary>
    public string ImageSpec { get; init; } = "";

    /// <summary>The command; <c>{prefix}</c> in it and in <see cref="Env"/> is the server's URL prefix. Empty: the image's own.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Environment variables, over the hub's own.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>It signs its visitors in itself (<see cref="EnvironmentOptions.OwnLogin"/>).</summary>
    public bool OwnLogin { get; init; }

    /// <summary>Where a person lands, below the prefix.</summary>
    public string DefaultUrl { get; init; } = "";

    /// <summary>Where the environment's examples are brought, below the home; empty when there are none.</summary>
    public string ExamplesFolder { get; init; } = "";

    /// <summary>Path below the prefix that is asked until it answers.</summary>
    public string ReadyPath { get; init; } = "";

    /// <summary>The port it listens on.</summary>
    public int Port { get; init; }

    /// <summary>Name of the size.</summary>
    public required string Size { get; init; }

    /// <summary>What people call it.</summary>
    public string SizeTitle { get; init; } = "";

    /// <summary>CPUs it may use.</summary>
    public double Cpu { get; init; }

    /// <summary>Bytes it may use.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>CPUs that are kept free for it: what capacity is counted by.</summary>
    public double CpuRequest { get; init; }

    /// <summary>Bytes that are kept free for it.</summary>
    public long MemoryRequest { get; init; }

    /// <summary>Both as capacity is counted.</summary>
    [JsonIgnore]
    public Amounts Needs => Amounts.Of(CpuRequest, MemoryRequest);

    /// <summary>Origins besides its own whose pages may call it.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>It checks who enters, not the gate.</summary>
    public bool CheckAtTarget { get; init; }

    /// <summary>What its start page called it.</summary>
    public string Name() => Title.Length > 0 ? Title : $"{EnvironmentTitle}, {SizeTitle}";

    /// <summary>The same on this very content of the environment's image, whatever its name will mean tomorrow.</summary>
    public ServerPlan On(ReleaseRow release) => this with { Image = release.Image, ImageSpec = release.Reference };

    /// <summary>An environment in a size, as they are configured now.</summary>
    public static ServerPlan Of(EnvironmentOptions environment, SizeOptions size) =>
        new ServerPlan { Environment = environment.Name, Size = size.Name }.In(environment).In(size);

    /// <summary>The same with another environment, and nothing left of the one before.</summary>
    public ServerPlan In(EnvironmentOptions environment) => this with
    {
        Environment = environment.Name,
        EnvironmentTitle = environment.Title(),
        Application = environment.Application(),
        Image = environment.Image,
        Command = [.. environment.Command],
        Env = new Dictionary<string, string>(environment.Env),
        OwnLogin = environment.OwnLogin,
        DefaultUrl = environment.DefaultUrl,
        ExamplesFolder = environment.Examples.Exist() && environment.Image.Length > 0 ? environment.Examples.FolderOf(environment.Name) : "",
        ReadyPath = environment.ReadyPath,
        Port = environment.Port,
    };

    /// <summary>The same in another size.</summary>
    public ServerPlan In(SizeOptions size) => this with
    {
        Size = size.Name,
        SizeTitle = size.Title(),
        Cpu = size.Cpu,
        MemoryBytes = size.MemoryBytes(),
        CpuRequest = size.CpuRequested(),
        MemoryRequest = size.MemoryRequested(),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ServerPlan))]
internal sealed partial class PlanJson : JsonSerializerContext;

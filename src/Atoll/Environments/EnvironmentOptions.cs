using System.ComponentModel.DataAnnotations;
using Atoll.Environments.Examples;
using Atoll.Platform.Configuration;

namespace Atoll.Environments;

/// <summary>Software a person can pick: an image and how to start it.</summary>
internal sealed class EnvironmentOptions : IChecksItself
{
    /// <summary>Where JupyterLab is, below the prefix.</summary>
    public const string Lab = "/lab";

    /// <summary>Stable name, used in rows and URLs. Required; lower-case letters, digits and <c>-</c>.</summary>
    [Required]
    [RegularExpression(Choices.NamePattern, ErrorMessage = Choices.NameRule)]
    public string Name { get; set; } = "";

    /// <summary>What people read. Default: the name.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>A line about what is in it.</summary>
    public string Description { get; set; } = "";

    /// <summary>Image by name, digest or local id. Required on sites that run images.</summary>
    public string Image { get; set; } = "";

    /// <summary>
    /// The command; the image's ENTRYPOINT is kept. <c>{prefix}</c> is the server's URL prefix (<c>/user/ada/</c>), <c>{port:main}</c> its
    /// port and <c>{bind}</c> the address to listen on. Default: <c>jupyterhub-singleuser</c>.
    /// </summary>
    public List<string> Command { get; set; } = ["jupyterhub-singleuser"];

    /// <summary>More environment variables, over the hub's own.</summary>
    public Dictionary<string, string> Env { get; set; } = [];

    /// <summary>
    /// True (default) for <c>jupyterhub-singleuser</c>, which signs people in with the hub's OAuth itself. False for any other web
    /// application: the gate alone protects it, and tells it the user's name in <c>X-Forwarded-User</c>.
    /// </summary>
    public bool OwnLogin { get; set; } = true;

    /// <summary>Where a person lands, below the prefix. Default <c>/lab</c>.</summary>
    public string DefaultUrl { get; set; } = Lab;

    /// <summary>Path below the prefix that is asked until it answers with a status below 500. Default <c>api</c>.</summary>
    public string ReadyPath { get; set; } = "api";

    /// <summary>The port it listens on. Default 8888.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 8888;

    /// <summary>Files that people of this environment find in their home.</summary>
    public ExamplesOptions Examples { get; set; } = new();

    /// <summary>Set on images that <c>./run</c> builds on this machine: while it is missing it is being built, and no registry has it.</summary>
    public bool BuiltHere { get; set; }

    /// <summary>What people read.</summary>
    public string Title() => DisplayName.Length > 0 ? DisplayName : Name;

    /// <summary>What a person waits for: "JupyterLab", or the environment's own name.</summary>
    public string Application() => ApplicationAt(DefaultUrl);

    /// <summary>The same where a person lands elsewhere.</summary>
    public string ApplicationAt(string url) => OwnLogin && url.StartsWith("/lab", StringComparison.Ordinal) ? "JupyterLab" : Title();

    public IEnumerable<Misfit> Check()
    {
        if (Image.Length == 0 && Command.Count == 0)
        {
            yield return new Misfit("image", "neither an image nor a command is given; name one of them.");
        }

        if (Examples.Exist() && Command.Count == 0)
        {
            yield return new Misfit("examples", "need a command: a step in front of it brings them into the home. Write the image's own as command.");
        }
    }
}

/// <summary>A machine size a person can pick.</summary>
internal sealed class SizeOptions : IChecksItself
{
    /// <summary>Stable name. Required; lower-case letters, digits and <c>-</c>.</summary>
    [Required]
    [RegularExpression(Choices.NamePattern, ErrorMessage = Choices.NameRule)]
    public string Name { get; set; } = "";

    /// <summary>What people read. Default: the name.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>A line about what it is good for.</summary>
    public string Description { get; set; } = "";

    /// <summary>CPUs it may use, may be a fraction. Default 1.</summary>
    [Range(0.0, 4096.0, MinimumIsExclusive = true)]
    public double Cpu { get; set; } = 1;

    /// <summary>Memory it may use, in GB (2³⁰ bytes). Default 2.</summary>
    [Range(0.0, 65536.0, MinimumIsExclusive = true)]
    public double MemoryGb { get; set; } = 2;

    /// <summary>CPUs that are kept free for each server of this size. Default: a tenth of <c>cpu</c>, because notebooks mostly wait for people.</summary>
    [Range(0.0, 4096.0)]
    public double? CpuRequest { get; set; }

    /// <summary>Memory that is kept free for each server of this size, in GB. Default: <c>memory_gb</c>, so that memory is never promised twice.</summary>
    [Range(0.0, 65536.0)]
    public double? MemoryRequestGb { get; set; }

    /// <summary>What people read.</summary>
    public string Title() => DisplayName.Length > 0 ? DisplayName : Name;

    /// <summary>Memory in bytes.</summary>
    public long MemoryBytes() => Bytes(MemoryGb);

    /// <summary>CPUs that are kept free.</summary>
    public double CpuRequested() => CpuRequest ?? Cpu / 10;

    /// <summary>Bytes that are kept free.</summary>
    public long MemoryRequested() => Bytes(MemoryRequestGb ?? MemoryGb);

    public IEnumerable<Misfit> Check()
    {
        if (CpuRequested() > Cpu)
        {
            yield return new Misfit("cpu_request", $"is more than cpu, which is {Cpu}; nobody may use what is kept free for them then.");
        }

        if (MemoryRequested() > MemoryBytes())
        {
            yield return new Misfit("memory_request_gb", $"is more than memory_gb, which is {MemoryGb}; nobody may use what is kept free for them then.");
        }
    }

    private static long Bytes(double gigabytes) => (long)(gigabytes * (1L << 30));
}

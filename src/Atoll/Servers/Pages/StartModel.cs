using Atoll.Web;

namespace Atoll.Servers.Pages;

/// <summary>Choosing what to start.</summary>
public sealed record StartModel : PageModel<StartPage>
{
    /// <summary>Whose server it is.</summary>
    public required string Owner { get; init; }

    /// <summary>The server's name; empty for the default one.</summary>
    public string ServerName { get; init; } = "";

    /// <summary>What may be chosen, at least one. A single one is not asked for.</summary>
    public required IReadOnlyList<EnvironmentChoice> Environments { get; init; }

    /// <summary>What may be chosen, at least one, smallest first. A single one is not asked for.</summary>
    public required IReadOnlyList<SizeChoice> Sizes { get; init; }

    /// <summary>Applications to open in; asked for only when there are two or more.</summary>
    public IReadOnlyList<AppChoice> Apps { get; init; } = [];

    /// <summary>The environment to preselect (the last one chosen); null or unknown for the first.</summary>
    public string? Environment { get; init; }

    /// <summary>The size to preselect; null or unknown for the smallest.</summary>
    public string? Size { get; init; }

    /// <summary>The application to preselect; null or unknown for the first.</summary>
    public string? App { get; init; }

    /// <summary>Where the person was heading, already checked; null for the server itself.</summary>
    public string? Next { get; init; }

    /// <summary>What was wrong with the last try, by field name (<c>environment</c>, <c>size</c>, <c>app</c>, or empty).</summary>
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>How full the home is; null when that is not known.</summary>
    public StorageUse? Home { get; init; }

    /// <summary>How long a server may be idle before it is stopped; null for ever.</summary>
    public TimeSpan? StopsAfterIdle { get; init; }
}

/// <summary>An environment on the start page.</summary>
public sealed record EnvironmentChoice
{
    /// <summary>The value that the form sends as <c>environment</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>A line of what is in it; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>A few words beside the title ("Python 3.14", "starts fastest"); null for none.</summary>
    public string? Note { get; init; }

    /// <summary>Why it cannot be chosen now; null when it can.</summary>
    public string? Unavailable { get; init; }
}

/// <summary>A size on the start page.</summary>
public sealed record SizeChoice
{
    /// <summary>The value that the form sends as <c>size</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>CPUs it may use.</summary>
    public required double Cpu { get; init; }

    /// <summary>Memory limit in bytes.</summary>
    public required long Memory { get; init; }

    /// <summary>GPUs.</summary>
    public int Gpu { get; init; }

    /// <summary>A few words ("most work fits here", "2 of 4 free now"); null for none.</summary>
    public string? Note { get; init; }

    /// <summary>Why it cannot be chosen now; null when it can.</summary>
    public string? Unavailable { get; init; }

    /// <summary>"1 CPU, 2 GB", "8 CPUs, 32 GB, 1 GPU".</summary>
    internal string Amounts => $"{Words.Cpus(Cpu)}, {Words.Bytes(Memory)}" + (Gpu > 0 ? $", {Gpu} GPU" : "");
}

/// <summary>An application to open in.</summary>
/// <param name="Name">The value that the form sends as <c>app</c>.</param>
/// <param name="Title">What people call it.</param>
public sealed record AppChoice(string Name, string Title);

using Atoll.Web;

namespace Atoll.Servers.Pages;

/// <summary>A profile on the start page, with the fields that it asks for.</summary>
public sealed record ProfileOffer
{
    /// <summary>The value that the form sends as <c>profile</c>; empty when there are no profiles, and then no field of that name.</summary>
    public string Slug { get; init; } = "";

    /// <summary>What people call it.</summary>
    public string Title { get; init; } = "";

    /// <summary>A line about what it is for; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>What may be chosen, at least one. A single one is not asked for.</summary>
    public required IReadOnlyList<EnvironmentChoice> Environments { get; init; }

    /// <summary>What may be chosen, at least one, smallest first. A single one is not asked for.</summary>
    public required IReadOnlyList<SizeChoice> Sizes { get; init; }

    /// <summary>Its further questions.</summary>
    public IReadOnlyList<OptionOffer> Options { get; init; } = [];

    /// <summary>The environment to preselect; null or unknown for the first.</summary>
    public string? Environment { get; init; }

    /// <summary>The size to preselect; null or unknown for the smallest.</summary>
    public string? Size { get; init; }

    internal EnvironmentChoice? OnlyEnvironment => Environments is [{ Unavailable: null } only] ? only : null;

    internal SizeChoice? OnlySize => Sizes is [{ Unavailable: null } only] ? only : null;

    internal EnvironmentChoice? SelectedEnvironment =>
        Environments.FirstOrDefault(choice => choice.Name == Environment && choice.Unavailable is null)
        ?? Environments.FirstOrDefault(choice => choice.Unavailable is null);

    internal SizeChoice? SelectedSize =>
        Sizes.FirstOrDefault(choice => choice.Name == Size && choice.Unavailable is null)
        ?? Sizes.FirstOrDefault(choice => choice.Unavailable is null);

    /// <summary>Why it cannot be chosen now: nothing of what it offers can. Null when it can.</summary>
    internal string? Unavailable =>
        SelectedEnvironment is null ? Environments[0].Unavailable : SelectedSize is null ? Sizes[0].Unavailable : null;

    internal bool AsksAnything => OnlyEnvironment is null || OnlySize is null || Options.Any(option => option.IsAsked);

    /// <summary>The form's name for one of its fields.</summary>
    internal string Field(string key) => Atoll.Environments.StartFields.Of(Slug, key);
}

/// <summary>A profile's question on the start page.</summary>
public sealed record OptionOffer
{
    /// <summary>Name of the user option.</summary>
    public required string Key { get; init; }

    /// <summary>What people read.</summary>
    public required string Title { get; init; }

    /// <summary>What may be chosen; none when only a text can be given.</summary>
    public IReadOnlyList<OptionChoice> Choices { get; init; } = [];

    /// <summary>The choice to preselect.</summary>
    public string? Selected { get; init; }

    /// <summary>The answer in the person's own words; null when that is not on offer.</summary>
    public OptionText? Text { get; init; }

    internal bool IsAsked => Choices.Count > 1 || Text is not null || Choices.Any(choice => choice.Unavailable is not null);
}

/// <summary>An answer to choose.</summary>
/// <param name="Name">The value that the form sends.</param>
/// <param name="Title">What people read.</param>
/// <param name="Unavailable">Why it cannot be chosen now; null when it can.</param>
public sealed record OptionChoice(string Name, string Title, string? Unavailable = null);

/// <summary>An answer to write.</summary>
/// <param name="Title">Label of the field.</param>
/// <param name="AmongChoices">What stands among the choices.</param>
/// <param name="Value">What was written before; null for nothing.</param>
public sealed record OptionText(string Title, string AmongChoices, string? Value = null);

/// <summary>An environment on the start page.</summary>
public sealed record EnvironmentChoice
{
    /// <summary>The value that the form sends.</summary>
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
    /// <summary>The value that the form sends.</summary>
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

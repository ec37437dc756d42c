namespace Atoll.Platform.Configuration;

/// <summary>
/// An option class with rules that no attribute on one key can say. They are asked even when other keys are at fault, so that all faults are
/// told at once; what they say about a key that is at fault anyway is left out.
/// </summary>
internal interface IChecksItself
{
    IEnumerable<Misfit> Check();
}

/// <summary>What does not fit together.</summary>
/// <param name="Key">The key, from the object that says so: <c>sizes[1].name</c>; empty for the object itself.</param>
/// <param name="Text">What is wrong, and the remedy.</param>
internal sealed record Misfit(string Key, string Text)
{
    /// <summary>For names that occur more than once in a list of things with a <c>name</c>.</summary>
    public static IEnumerable<Misfit> Twice(string list, IEnumerable<string> names)
    {
        var seen = new HashSet<string>();
        return [.. names.Select((name, i) => (name, i)).Where(one => !seen.Add(one.name))
            .Select(one => new Misfit($"{list}[{one.i}].name", $"'{one.name}' is there already; give each its own name."))];
    }

    /// <summary>The same, told by the object that holds this one below that key.</summary>
    public Misfit Below(string key) => this with { Key = Key.Length == 0 ? key : $"{key}.{Key}" };
}

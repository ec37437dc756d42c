namespace Atoll.Platform.Configuration;

/// <summary>One thing that is wrong with a configuration.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Key">The key's whole path (<c>sizes[1].memory_gb</c>); empty when it is about no key.</param>
/// <param name="Text">What is wrong, and the remedy: a sentence that goes on after the key.</param>
internal sealed record ConfigurationFault(Place Place, string Key, string Text)
{
    public override string ToString() => Key.Length == 0 ? $"{Place}: {Text}" : $"{Place}: {Key}: {Text}";
}

/// <summary>Where something in a configuration was written.</summary>
/// <param name="Source">A file, or an environment variable's name.</param>
/// <param name="Line">From 1; 0 for a variable, or for the file as a whole.</param>
internal sealed record Place(string Source, int Line = 0)
{
    public override string ToString() => Line > 0 ? $"{Source}, line {Line}" : Source;
}

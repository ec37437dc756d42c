using System.Collections;

namespace Atoll.Platform.Configuration.Model;

/// <summary>What differs between two configurations.</summary>
internal static class OptionChanges
{
    /// <summary>Keys whose values differ, in the order of the classes. Of lists of different lengths the list itself.</summary>
    public static IEnumerable<OptionChange> Between<T>(T before, T after)
        where T : class => Between(OptionClass.Of(typeof(T)), before, after, "", needsRestart: false);

    /// <summary>Takes over what only a restart may change, so that nobody sees half of a change.</summary>
    public static void KeepUntilRestart<T>(T running, T next)
        where T : class => Keep(OptionClass.Of(typeof(T)), running, next);

    private static IEnumerable<OptionChange> Between(OptionClass type, object before, object after, string path, bool needsRestart) =>
        from key in type.Keys
        from change in Between(key.Shape, key.Get(before), key.Get(after), path.Length == 0 ? key.Name : $"{path}.{key.Name}", needsRestart || key.NeedsRestart)
        select change;

    private static IEnumerable<OptionChange> Between(OptionShape shape, object? before, object? after, string path, bool needsRestart) =>
        (shape, before, after) switch
        {
            (KeysShape keys, { } a, { } b) => Between(keys.Class, a, b, path, needsRestart),
            (ListShape { Item: KeysShape item }, IList a, IList b) when a.Count == b.Count =>
                Enumerable.Range(0, a.Count).SelectMany(i => Between(item.Class, a[i]!, b[i]!, $"{path}[{i}]", needsRestart)),
            _ => Same(shape, before, after) ? [] : [new OptionChange(path, needsRestart)],
        };

    private static bool Same(OptionShape shape, object? before, object? after) => (shape, before, after) switch
    {
        (KeysShape keys, { } a, { } b) => !Between(keys.Class, a, b, "", needsRestart: false).Any(),
        (ListShape list, IList a, IList b) => a.Count == b.Count && Enumerable.Range(0, a.Count).All(i => Same(list.Item, a[i], b[i])),
        (MapShape map, IDictionary a, IDictionary b) =>
            a.Count == b.Count && a.Keys.Cast<object>().All(key => b.Contains(key) && Same(map.Item, a[key], b[key])),
        _ => Equals(before, after),
    };

    private static void Keep(OptionClass type, object running, object next)
    {
        foreach (var key in type.Keys)
        {
            if (key.NeedsRestart)
            {
                key.Set(next, key.Get(running));
            }
            else if (key.Shape is KeysShape keys && key.Get(running) is { } old && key.Get(next) is { } now)
            {
                Keep(keys.Class, old, now);
            }
        }
    }
}

/// <summary>A key whose value differs.</summary>
/// <param name="Key">Its whole path.</param>
/// <param name="NeedsRestart">It counts from the next start.</param>
internal sealed record OptionChange(string Key, bool NeedsRestart);

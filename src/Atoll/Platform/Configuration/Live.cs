using System.Collections.Concurrent;

namespace Atoll.Platform.Configuration;

/// <summary>
/// A part of the configuration that can be replaced while the hub runs. Whoever uses it reads <see cref="Value"/> at each use, and once per
/// decision: two reads may see two configurations.
/// </summary>
/// <typeparam name="T">Never changed after it was handed over: replaced whole.</typeparam>
internal sealed class Live<T>(T first)
    where T : class
{
    private readonly List<Func<T, Action>> _parts = [];
    private readonly ConcurrentQueue<Action<T>> _listeners = [];
    private volatile T _value = first;

    /// <summary>What holds now.</summary>
    public T Value => _value;

    /// <summary>Tells of each replacement, with the new value: for those who keep something made from it. Listeners do not throw.</summary>
    public void Listen(Action<T> listener) => _listeners.Enqueue(listener);

    /// <summary>A part of it, or something made from it, that is replaced with it.</summary>
    public Live<TPart> Part<TPart>(Func<T, TPart> of)
        where TPart : class
    {
        var part = new Live<TPart>(of(Value));
        _parts.Add(next => part.Prepare(of(next)));
        return part;
    }

    /// <summary>Replaces it and its parts. When one of those cannot be made, nothing is replaced.</summary>
    public void Replace(T next) => Prepare(next)();

    private Action Prepare(T next)
    {
        var parts = _parts.ConvertAll(prepare => prepare(next));
        return () =>
        {
            _value = next;
            parts.ForEach(replace => replace());
            foreach (var listener in _listeners)
            {
                listener(next);
            }
        };
    }
}

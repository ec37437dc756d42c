using System.Text;

namespace Atoll.Tests.Contract.Fuzz;

/// <summary>Chance that comes out the same again: for one seed, endpoint and number always the same throws.</summary>
internal sealed class Dice(int seed, string endpoint, int number)
{
    private readonly Random _random = new(Mix(seed, endpoint, number));

    public int Below(int end) => _random.Next(end);

    public bool Percent(int chance) => _random.Next(100) < chance;

    public T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    /// <summary>Any bytes, each as one character.</summary>
    public string Bytes(int most)
    {
        var bytes = new byte[_random.Next(1, most + 1)];
        _random.NextBytes(bytes);
        return Encoding.Latin1.GetString(bytes);
    }

    // FNV-1a: the runtime's own hashes differ from run to run.
    private static int Mix(int seed, string endpoint, int number)
    {
        var hash = 2166136261u;
        foreach (var value in endpoint.Select(one => (int)one).Append(seed).Append(number))
        {
            hash = (hash ^ (uint)value) * 16777619u;
        }

        return (int)hash;
    }
}

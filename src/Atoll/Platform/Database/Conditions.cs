using Dapper;

namespace Atoll.Platform.Database;

/// <summary>Conditions of a query that are put together at run time, with their parameters.</summary>
internal sealed class Conditions
{
    private readonly List<string> _all = [];

    public DynamicParameters Parameters { get; } = new();

    /// <summary><c>WHERE …</c>; empty when there is no condition.</summary>
    public string Where => _all.Count == 0 ? "" : "WHERE " + string.Join(" AND ", _all);

    public Conditions Add(string condition)
    {
        _all.Add(condition);
        return this;
    }

    /// <summary>A list for <c>IN</c>, each value a parameter: the two databases' drivers do not share a way to pass a list.</summary>
    public string List(IEnumerable<string> values)
    {
        var names = values.Select(Parameter).ToList();
        return names.Count == 0 ? "(NULL)" : $"({string.Join(", ", names)})";
    }

    /// <summary>A list of ids for <c>IN</c>.</summary>
    public static string Ids(IEnumerable<long> ids)
    {
        var list = string.Join(", ", ids);
        return list.Length == 0 ? "(NULL)" : $"({list})";
    }

    /// <summary>A condition's parameter for this value.</summary>
    public string Parameter(object value)
    {
        var name = $"p{Parameters.ParameterNames.Count()}";
        Parameters.Add(name, value);
        return "@" + name;
    }
}

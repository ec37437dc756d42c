using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace Atoll.Platform.Configuration.Model;

/// <summary>
/// The keys that an option class stands for. Reading, the JSON schema, the documentation and the search for changes all go by this, so that
/// a new property is a new key everywhere.
/// </summary>
internal sealed class OptionClass
{
    private static readonly ConcurrentDictionary<Type, OptionClass> _known = new();

    private OptionClass(Type type)
    {
        Type = type;
        Keys = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).Select(property => new OptionKey(property))];
    }

    public Type Type { get; }

    /// <summary>In the order of the class.</summary>
    public IReadOnlyList<OptionKey> Keys { get; }

    public static OptionClass Of(Type type) => _known.GetOrAdd(type, made => new OptionClass(made));

    /// <summary>What is wrong with a key that it does not have.</summary>
    public string FaultOf(string key) =>
        Type.GetCustomAttributes<KeyElsewhereAttribute>().FirstOrDefault(one => one.Key == key)?.Advice
        ?? $"there is no such key; {NearestName.Hint(key, [.. Keys.Select(known => known.Name)])}";

    /// <summary>With the defaults.</summary>
    public object Make() => Activator.CreateInstance(Type)!;
}

/// <summary>One key: a property of an option class, in snake case.</summary>
internal sealed class OptionKey(PropertyInfo property)
{
    private readonly Lazy<OptionShape> _shape = new(() => OptionShape.Of(property.PropertyType));

    public string Name { get; } = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    public PropertyInfo Property { get; } = property;

    /// <summary>What its value looks like.</summary>
    public OptionShape Shape => _shape.Value;

    /// <summary>What its value must keep to.</summary>
    public IReadOnlyList<ValidationAttribute> Rules { get; } = [.. property.GetCustomAttributes<ValidationAttribute>()];

    public bool NeedsRestart { get; } = property.IsDefined(typeof(NeedsRestartAttribute));

    public bool IsRequired => Rules.Any(rule => rule is RequiredAttribute);

    public object? Get(object options) => Property.GetValue(options);

    public void Set(object options, object? value) => Property.SetValue(options, value);
}

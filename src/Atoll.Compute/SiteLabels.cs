using System.Globalization;

namespace Atoll.Compute;

/// <summary>Labels that Atoll puts on everything it makes on a site, and how they are read back.</summary>
internal static class SiteLabels
{
    public const string Instance = "org.atoll.instance";
    public const string Name = "org.atoll.name";
    public const string Start = "org.atoll.start";
    public const string Kind = "org.atoll.kind";
    public const string Owner = "org.atoll.owner";

    /// <summary>On a network of one workload: the subnet of all of them.</summary>
    public const string Subnet = "org.atoll.subnet";

    /// <summary>Followed by a port's name. Addresses can be told from the object alone, without its spec.</summary>
    public const string Port = "org.atoll.port.";

    /// <summary>The labels of <paramref name="spec"/>. Atoll's own win over those the spec brings along.</summary>
    public static Dictionary<string, string> Of(WorkloadSpec spec, string instance)
    {
        var labels = new Dictionary<string, string>(spec.Labels)
        {
            [Instance] = instance,
            [Name] = spec.Name,
            [Start] = spec.StartNumber.ToString(CultureInfo.InvariantCulture),
            [Kind] = spec.Kind,
            [Owner] = spec.Owner,
        };
        foreach (var (name, port) in spec.Ports)
        {
            labels[Port + name] = port.ToString(CultureInfo.InvariantCulture);
        }

        return labels;
    }

    /// <summary>The start number; -1, which nobody asks for, when the label is missing or damaged.</summary>
    public static long StartNumber(IReadOnlyDictionary<string, string> labels) =>
        long.TryParse(labels.GetValueOrDefault(Start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>Each named port as <c>host:port</c>.</summary>
    public static Dictionary<string, string> Addresses(IReadOnlyDictionary<string, string> labels, string host) => labels
        .Where(label => label.Key.StartsWith(Port, StringComparison.Ordinal))
        .ToDictionary(label => label.Key[Port.Length..], label => $"{host}:{label.Value}");
}

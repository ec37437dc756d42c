namespace Atoll.Platform.Configuration;

/// <summary>The configuration cannot be used. The message is for the operator: every fault with its place, key and remedy.</summary>
internal sealed class ConfigurationException : Exception
{
    public ConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>From all that was found, a line each: the file's by their lines, then the variables'.</summary>
    public ConfigurationException(IEnumerable<ConfigurationFault> faults)
        : base(string.Join('\n', faults.OrderBy(fault => fault.Place.Line == 0).ThenBy(fault => fault.Place.Line)))
    {
    }
}

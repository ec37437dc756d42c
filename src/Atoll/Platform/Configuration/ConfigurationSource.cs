using System.Collections;
using Atoll.Platform.Configuration.Model;
using Atoll.Platform.Configuration.Reading;

namespace Atoll.Platform.Configuration;

/// <summary>
/// Where the configuration comes from: a file, and environment variables over it. Unknown keys and wrong values stop the start, all told at
/// once: a misspelt limit must not be no limit.
/// </summary>
internal sealed record ConfigurationSource
{
    /// <summary>The file's usual name.</summary>
    public const string UsualName = "atoll.yaml";

    /// <summary>The file, absolute. It need not be there unless <see cref="IsAsked"/>.</summary>
    public required string File { get; init; }

    /// <summary>Somebody named the file, so it must be there.</summary>
    public bool IsAsked { get; init; }

    /// <summary>The environment as it was when the program started.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The file that was asked for, else <c>atoll.yaml</c> beside the data folder if it is there; and this process's environment.</summary>
    public static ConfigurationSource Of(string? asked, string dataRoot) => new()
    {
        File = Path.GetFullPath(asked ?? Path.Combine(dataRoot, "..", UsualName)),
        IsAsked = asked is not null,
        Variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(one => (string)one.Key, one => (string?)one.Value ?? ""),
    };

    /// <summary>The environment variables that count.</summary>
    public IEnumerable<string> NamesOfVariables() => Reading.Variables.NamesIn(Variables);

    /// <summary>Reads all of it.</summary>
    /// <exception cref="ConfigurationException">Every fault that it has.</exception>
    public T Read<T>()
        where T : class => Read<T>(ReadText());

    /// <summary>Reads it as if the file held this text.</summary>
    /// <exception cref="ConfigurationException">Every fault that it has.</exception>
    public T Read<T>(string text)
        where T : class
    {
        List<ConfigurationFault> faults = [];
        var map = MapOf(text, faults).With(Reading.Variables.Read(Variables, faults));
        // Where the file is no YAML, what it should have said would only be guessed at.
        var options = faults.Exists(fault => fault.Key.Length == 0)
            ? null
            : new OptionBinder(Path.GetDirectoryName(File)!, faults).Bind(OptionClass.Of(typeof(T)), map);
        return faults.Count == 0 ? (T)options! : throw new ConfigurationException(faults);
    }

    private string ReadText()
    {
        if (!System.IO.File.Exists(File))
        {
            return IsAsked
                ? throw new ConfigurationException(Directory.Exists(File)
                    ? $"{File} is a folder. Give --config the file in it."
                    : $"There is no configuration file {File}. Give --config an existing file, or leave it out.")
                : "";
        }

        try
        {
            return System.IO.File.ReadAllText(File);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new ConfigurationException($"{File} cannot be read ({failure.Message}). Let the user that the hub runs as read it.");
        }
    }

    private YamlMap MapOf(string text, List<ConfigurationFault> faults)
    {
        var value = YamlReader.Read(text, "", line => new Place(File, line), faults);
        if (value is YamlMap map)
        {
            return map;
        }

        if (value is not null and not YamlScalar { IsNothing: true })
        {
            faults.Add(new ConfigurationFault(value.Place, "", $"must hold keys with values, such as 'hub_name: Lagoon', not {value.Said}."));
        }

        return new YamlMap(new Place(File), []);
    }
}

using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Atoll.Platform.Configuration;

/// <summary>Reads <c>atoll.yaml</c>. Unknown keys and wrong values stop the start: a misspelt limit must not be no limit.</summary>
internal static class YamlFile
{
    public static T Read<T>(string path)
        where T : new()
    {
        if (!File.Exists(path))
        {
            throw new ConfigurationException($"There is no configuration file {path}. Give --config an existing file, or leave it out.");
        }

        try
        {
            using var reader = File.OpenText(path);
            return Deserializer().Deserialize<T?>(reader) ?? new T();
        }
        catch (YamlException fault)
        {
            throw new ConfigurationException($"{path}, line {fault.Start.Line}: {fault.InnerException?.Message ?? fault.Message}");
        }
    }

    private static IDeserializer Deserializer() => new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithDuplicateKeyChecking()
        .Build();
}

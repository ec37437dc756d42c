using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Atoll.Accounts.Api;

/// <summary>Values as JupyterHub's messages show them, which are written in Python: clients and people search for these texts.</summary>
internal static class PythonText
{
    /// <summary>The value as source text.</summary>
    public static string Of(JsonNode? value) => value switch
    {
        null => "None",
        JsonObject pairs => $"{{{string.Join(", ", pairs.Select(pair => $"{Of(pair.Key)}: {Of(pair.Value)}"))}}}",
        JsonArray items => $"[{string.Join(", ", items.Select(Of))}]",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => Of(value.GetValue<string>()),
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            _ => value.ToJsonString(),
        },
    };

    /// <summary>A text in the quotes that it needs.</summary>
    public static string Of(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var written = new StringBuilder().Append(quote);
        foreach (var one in text)
        {
            written.Append(one switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when one == quote => $"\\{one}",
                _ when char.IsControl(one) => $"\\x{(int)one:x2}",
                _ => one.ToString(CultureInfo.InvariantCulture),
            });
        }

        return written.Append(quote).ToString();
    }

    /// <summary>The type's name, such as <c>&lt;class 'str'&gt;</c>.</summary>
    public static string TypeOf(JsonNode? value) => Class(value?.GetValueKind() switch
    {
        null => "NoneType",
        JsonValueKind.Object => "dict",
        JsonValueKind.Array => "list",
        JsonValueKind.String => "str",
        JsonValueKind.True or JsonValueKind.False => "bool",
        _ => value!.ToJsonString().AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? "int" : "float",
    });

    /// <summary>A type's name as messages show it.</summary>
    public static string Class(string name) => $"<class '{name}'>";
}

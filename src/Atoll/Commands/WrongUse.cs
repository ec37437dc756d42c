using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Atoll.Platform.Configuration;

namespace Atoll.Commands;

/// <summary>What was typed is no command of ours: said in a line each, and where to read on.</summary>
internal static class WrongUse
{
    public static async Task<int> TellAsync(ParseResult parsed)
    {
        foreach (var fault in Faults(parsed).Distinct(StringComparer.Ordinal))
        {
            await Console.Error.WriteLineAsync($"atoll: {fault}");
        }

        await Console.Error.WriteLineAsync($"See: {NameOf(parsed.CommandResult)} --help");
        return 1;
    }

    /// <summary>0 (a free one) to 65535.</summary>
    public static void IsPort(OptionResult option)
    {
        var text = option.Tokens is [var token] ? token.Value : "";
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port) && port is < 0 or > IPEndPoint.MaxPort)
        {
            option.AddError($"{option.Option.Name} {port} is no port: ports go up to {IPEndPoint.MaxPort}.");
        }
    }

    // What is unknown explains why something else is missing, so it alone is said.
    private static IEnumerable<string> Faults(ParseResult parsed) => parsed.UnmatchedTokens.Count > 0
        ? [Unknown(parsed, parsed.UnmatchedTokens[0])]
        : parsed.CommandResult.Command.Subcommands.Count > 0
            ? [$"Say what to do: {string.Join(", ", parsed.CommandResult.Command.Subcommands.Select(command => command.Name))}."]
            : parsed.Errors.Select(Sentence);

    private static string Sentence(ParseError error) => error.SymbolResult is OptionResult { Tokens: [var token], Option: Option<int?> number }
        && !int.TryParse(token.Value, CultureInfo.InvariantCulture, out _)
            ? $"{number.Name} takes a whole number, not '{token.Value}'."
            : error.Message;

    private static string Unknown(ParseResult parsed, string token)
    {
        var command = parsed.CommandResult.Command;
        var names = token.StartsWith('-') ? OptionsOf(parsed.CommandResult) : command.Subcommands.Select(one => one.Name);
        var kind = token.StartsWith('-') ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        return $"'{token}' is no {kind} of '{NameOf(parsed.CommandResult)}'; {NearestName.Hint(token, [.. names])}";
    }

    private static IEnumerable<string> OptionsOf(CommandResult result) => result.Command.Options
        .Concat(Above(result).SelectMany(one => one.Command.Options).Where(option => option.Recursive))
        .Select(option => option.Name)
        .Distinct(StringComparer.Ordinal);

    private static string NameOf(CommandResult result) =>
        string.Join(' ', Above(result).Reverse().Append(result).Skip(1).Select(one => one.Command.Name).Prepend("atoll"));

    private static IEnumerable<CommandResult> Above(CommandResult result)
    {
        for (var above = result.Parent as CommandResult; above is not null; above = above.Parent as CommandResult)
        {
            yield return above;
        }
    }
}

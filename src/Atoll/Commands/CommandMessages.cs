using System.Text.Json.Serialization;

namespace Atoll.Commands;

internal sealed record AddUserRequest(string Name, bool Admin, string? Password);

internal sealed record CreateTokenRequest(string User, string Note);

/// <summary>An environment by its name; an image of it by the beginning of its id.</summary>
internal sealed record EnvironmentRequest(string Name, string? Image = null);

/// <summary>What a command prints: to stdout when it was done, to stderr when not.</summary>
internal sealed record CommandReply(bool Ok, string Text)
{
    public static CommandReply Done(string text) => new(true, text);

    public static CommandReply Fault(string text) => new(false, text);
}

[JsonSerializable(typeof(AddUserRequest))]
[JsonSerializable(typeof(CreateTokenRequest))]
[JsonSerializable(typeof(EnvironmentRequest))]
[JsonSerializable(typeof(CommandReply))]
internal sealed partial class CommandsJson : JsonSerializerContext;

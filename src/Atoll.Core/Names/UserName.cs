using System.Diagnostics.CodeAnalysis;

namespace Atoll.Core.Names;

/// <summary>A user's name as it is stored and compared: lower-case and fit for one segment of a path.</summary>
/// <remarks>
/// JupyterHub's rules, and three of our own: <c>.</c> and <c>..</c> would be folded away by browsers (<c>/user/../</c> is <c>/</c>), control
/// characters have no place in a log line, and what begins with <c>_atoll-</c> is the hub itself.
/// </remarks>
public readonly record struct UserName
{
    private const string OwnPrefix = "_atoll-";

    private UserName(string value) => Value = value;

    /// <summary>Owns the servers in which the hub tries out new images. Nobody else can have the name, or sign in by it.</summary>
    public static UserName Tester { get; } = new(OwnPrefix + "tests");

    /// <summary>The normalised name.</summary>
    public string Value { get; }

    /// <summary>Whether a stored name is one of the hub's own, which stand in no list of people.</summary>
    public static bool IsOwn(string name) => name.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Normalises a name somebody typed; false when it cannot be a name.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out UserName name)
    {
        name = IsValid(text) ? new UserName(text!.ToLowerInvariant()) : default;
        return name.Value is not null;
    }

    /// <summary>As <see cref="TryParse"/>, for names that were checked before.</summary>
    /// <exception cref="FormatException">It cannot be a user's name.</exception>
    public static UserName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' cannot be a user's name.");

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsValid(string? text) =>
        !string.IsNullOrEmpty(text)
        && text.Trim().Length == text.Length
        && text is not ("." or "..")
        && !IsOwn(text)
        && !text.Any(character => character == '/' || char.IsControl(character));
}

using System.Diagnostics.CodeAnalysis;

namespace Atoll.Core.Names;

/// <summary>A user's name as it is stored and compared: lower-case and fit for one segment of a path.</summary>
/// <remarks>
/// JupyterHub's rules, and two of our own: <c>.</c> and <c>..</c> would be folded away by browsers (<c>/user/../</c> is <c>/</c>), and control
/// characters have no place in a log line.
/// </remarks>
public readonly record struct UserName
{
    private UserName(string value) => Value = value;

    /// <summary>The normalised name.</summary>
    public string Value { get; }

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
        && !text.Any(character => character == '/' || char.IsControl(character));
}

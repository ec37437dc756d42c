using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Atoll.Core.Names;

/// <summary>A user's name as it is stored and compared: lower-case and fit for one segment of a path.</summary>
/// <remarks>
/// JupyterHub's rules, and some of our own: <c>.</c> and <c>..</c> would be folded away by browsers (<c>/user/../</c> is <c>/</c>), what cannot
/// be seen makes two names look alike, what is too long does not fit into a cookie, and what begins with <c>_atoll-</c> is the hub itself.
/// </remarks>
public readonly record struct UserName
{
    /// <summary>How the hub's own names begin.</summary>
    public const string OwnPrefix = "_atoll-";


    // Percent-encoded it is part of a cookie's path, of which browsers take 1024 bytes.
    private const int MostBytes = 255;

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
        name = FaultOf(text) is null ? new UserName(text!.ToLowerInvariant()) : default;
        return name.Value is not null;
    }

    /// <summary>As <see cref="TryParse"/>, for names that were checked before.</summary>
    /// <exception cref="FormatException">It cannot be a user's name.</exception>
    public static UserName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' cannot be a user's name.");

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Why this cannot be a name, as the end of a sentence; null when it can.</summary>
    public static string? FaultOf(string? text) => text switch
    {
        null or "" => "it is empty",
        "." or ".." => "in addresses it means a folder",
        _ when text.Trim().Length != text.Length => "it begins or ends with a space",
        _ when IsOwn(text) => $"names that begin with {OwnPrefix} are the hub's own",
        _ when text.Contains('/', StringComparison.Ordinal) => "it holds '/', which separates the parts of an address",
        _ when VisibleText.FirstUnseen(text) is { } unseen => $"it holds a character that cannot be seen (U+{unseen.Value:X4})",
        _ when Encoding.UTF8.GetByteCount(text) is > MostBytes and var bytes => $"it is {bytes} bytes long, and {MostBytes} is the most",
        _ => null,
    };
}

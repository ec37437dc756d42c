using System.ComponentModel.DataAnnotations;

namespace Atoll.Platform.Configuration;

/// <summary>A key whose change counts from the hub's next start. What lies below it likewise.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NeedsRestartAttribute : Attribute;

/// <summary>A key that people will write into a class which does not have it, from habit, and what to write in its place.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class KeyElsewhereAttribute(string key, string advice) : Attribute
{
    public string Key { get; } = key;

    public string Advice { get; } = advice;
}

/// <summary>
/// A file that must be readable. A relative path in <c>atoll.yaml</c> counts from the folder of that file. The hub notices when the file's
/// content changes, as when <c>atoll.yaml</c> itself does.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ReadableFileAttribute(params string[] endings) : ValidationAttribute
{
    /// <summary>How the name may end, such as <c>.svg</c>; empty for anything.</summary>
    public IReadOnlyList<string> Endings { get; } = endings;

    /// <summary>The largest that it may be, in bytes.</summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string { Length: > 0 } path && FaultOf(path) is { } fault ? new ValidationResult(fault) : ValidationResult.Success;

    private string? FaultOf(string path)
    {
        if (Endings.Count > 0 && !Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
        {
            return $"must be a file whose name ends in {string.Join(" or ", Endings)}, not {path}.";
        }

        if (!File.Exists(path))
        {
            return $"there is no file {path}. Put it there, or name the right one.";
        }

        try
        {
            using var file = File.OpenRead(path);
            return file.Length <= MaxBytes ? null : $"{path} has {file.Length >> 10} KB; at most {MaxBytes >> 10} KB are allowed.";
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            return $"{path} cannot be read ({failure.Message}). Let the user that the hub runs as read it.";
        }
    }
}

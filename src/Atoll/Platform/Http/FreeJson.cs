using System.Text.Json;

namespace Atoll.Platform.Http;

/// <summary>How JSON of a free shape is read.</summary>
internal static class FreeJson
{
    /// <summary>A key that stands there twice is refused like any other broken JSON: which of the two was meant would be a guess.</summary>
    public static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
}

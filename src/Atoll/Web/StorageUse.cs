namespace Atoll.Web;

/// <summary>How full a home is.</summary>
/// <param name="Used">Bytes used.</param>
/// <param name="Limit">Bytes allowed; null when there is no limit.</param>
public sealed record StorageUse(long Used, long? Limit)
{
    /// <summary>"3.2 of 10 GB", or what is used alone.</summary>
    internal string Text => Limit is { } limit ? Words.Of(Used, limit) : Words.Bytes(Used);
}

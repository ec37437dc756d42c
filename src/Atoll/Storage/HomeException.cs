namespace Atoll.Storage;

/// <summary>A home could not be made ready.</summary>
internal sealed class HomeException(string message, bool mayPass, Exception inner) : Exception(message, inner)
{
    /// <summary>True when trying again may help.</summary>
    public bool MayPass { get; } = mayPass;
}

namespace Atoll.Platform.Http;

/// <summary>
/// Says of an endpoint of the API that a slash at the end of its path is welcome: it stands for an empty name, the default server's
/// (<see cref="ExactPaths"/>).
/// </summary>
internal sealed class EmptyNameAtEnd
{
    private EmptyNameAtEnd()
    {
    }

    /// <summary>Put it on the endpoint.</summary>
    public static EmptyNameAtEnd Allowed { get; } = new();
}

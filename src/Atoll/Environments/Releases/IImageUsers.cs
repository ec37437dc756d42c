namespace Atoll.Environments.Releases;

/// <summary>A module whose things run on images: what they run on must not be taken away.</summary>
internal interface IImageUsers
{
    /// <summary>How many run on each image of a site, by the name they were started with (<see cref="ReleaseRow.Image"/>).</summary>
    Task<IReadOnlyDictionary<string, int>> CountAsync(string site, CancellationToken cancellationToken);
}

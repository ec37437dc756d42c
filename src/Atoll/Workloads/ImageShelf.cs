using Atoll.Compute;

namespace Atoll.Workloads;

/// <summary>The images of a site, for modules that do not talk to sites themselves.</summary>
internal sealed class ImageShelf(Sites sites)
{
    /// <summary>Whether the site runs images at all.</summary>
    public bool IsAt(string site) => sites.All.GetValueOrDefault(site) is IImageSite;

    /// <summary>True when it is there, when the site has no images, or when the site does not answer: a start will say what is wrong.</summary>
    public async Task<bool> HasAsync(string site, string image, CancellationToken cancellationToken)
    {
        if (sites[site] is not IImageSite || image.Length == 0)
        {
            return true;
        }

        try
        {
            return await FindAsync(site, image, cancellationToken) is not null;
        }
        catch (ImageException)
        {
            return true;
        }
    }

    /// <summary>The image if it is on the site; null when it is not.</summary>
    /// <exception cref="ImageException">The site does not answer.</exception>
    public Task<ShelvedImage?> FindAsync(string site, string image, CancellationToken cancellationToken) => GuardAsync(async () =>
        await ((IImageSite)sites[site]).FindImageAsync(image, cancellationToken) is { } found
            ? new ShelvedImage(found.Id, DigestOf(image, found), found.SizeBytes)
            : null);

    /// <summary>Removes an image by its content's id.</summary>
    /// <exception cref="ImageException">It is in use or has further names, or the site does not answer.</exception>
    public Task RemoveAsync(string site, string id, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        await ((IImageSite)sites[site]).RemoveImageAsync(id, cancellationToken);
        return true;
    });

    // Of the names that mean this content, the one in the repository that was asked for: from there it can be pulled again.
    private static string? DigestOf(string image, SiteImage found)
    {
        var name = image.Split('@')[0];
        var colon = name.LastIndexOf(':');
        var repository = colon > name.LastIndexOf('/') ? name[..colon] : name;
        return found.Digests.FirstOrDefault(digest => digest.StartsWith(repository + "@", StringComparison.Ordinal));
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (SiteException failure)
        {
            throw new ImageException(failure.Message, failure);
        }
    }
}

/// <summary>An image that is on a site.</summary>
/// <param name="Id">Its content's id.</param>
/// <param name="Digest">A name that means this content alone and can be pulled again; null for an image made on the site.</param>
/// <param name="SizeBytes">All its layers.</param>
internal sealed record ShelvedImage(string Id, string? Digest, long SizeBytes);

/// <summary>Something could not be done with an image; the message is the site's own.</summary>
internal sealed class ImageException(string message, Exception inner) : Exception(message, inner);

using Atoll.Compute;

namespace Atoll.Workloads;

/// <summary>Whether an image is on a site already.</summary>
internal sealed class ImageShelf(Sites sites)
{
    /// <summary>True when it is there, when the site has no images, or when the site does not answer: a start will say what is wrong.</summary>
    public async Task<bool> HasAsync(string site, string image, CancellationToken cancellationToken)
    {
        if (sites[site] is not IImageSite images || image.Length == 0)
        {
            return true;
        }

        try
        {
            return await images.FindImageAsync(image, cancellationToken) is not null;
        }
        catch (SiteException)
        {
            return true;
        }
    }
}

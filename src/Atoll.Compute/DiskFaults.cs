namespace Atoll.Compute;

/// <summary>Failures of the file system, as ours.</summary>
internal static class DiskFaults
{
    private const int QuotaExceeded = 122;

    public static void Guard(string path, Action work)
    {
        try
        {
            work();
        }
        catch (IOException e)
        {
            var full = e.HResult is Native.NoSpace or QuotaExceeded;
            throw new SiteException(full ? SiteFault.NoSpace : SiteFault.Refused, $"{path}: {e.Message}", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SiteException(SiteFault.Refused, $"{path}: {e.Message} Run the hub as root or give it this folder.", e);
        }
    }
}

namespace Atoll.Compute.Containers.Groups;

/// <summary>Failures of the cgroup file system, as ours.</summary>
internal static class GroupFaults
{
    private const int InUse = 16;

    public static void Guard(string group, Action work)
    {
        try
        {
            work();
        }
        catch (IOException e) when (e.HResult == InUse)
        {
            throw new SiteException(
                SiteFault.Busy, $"The limit of {group} cannot be set now: what runs there uses more memory than site.reserve would leave it.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(group, e.Message, e);
        }
    }

    public static SiteException Refused(string group, string reason, Exception? inner = null) => new(
        SiteFault.Refused,
        $"The limit of all servers together (site.reserve) could not be set on {group}: {reason} Run the hub as root on the engine's machine.",
        inner);
}

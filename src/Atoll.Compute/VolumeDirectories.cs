using System.Runtime.InteropServices;

namespace Atoll.Compute;

/// <summary>Volumes as directories under one root: private, and owned by the user whose programs will write there.</summary>
internal sealed class VolumeDirectories(string root, uint user, uint group)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The directory of a volume, whether it is there or not.</summary>
    public string PathOf(string volume) => Path.Combine(root, SiteNames.Volume(volume));

    /// <summary>Makes the directory. One that is there keeps its mode: it is its owner's to change.</summary>
    public void Ensure(string volume)
    {
        var path = PathOf(volume);
        DiskFaults.Guard(path, () =>
        {
            Directory.CreateDirectory(root, Private);
            Directory.CreateDirectory(path, Private);
            // Not only when new: an earlier hub may have died between the two steps.
            Own(path);
        });
    }

    /// <summary>Some engines make what is missing, for root and for everybody to read.</summary>
    /// <exception cref="SiteException"><see cref="SiteFault.Refused"/> when a volume was never made.</exception>
    public void CheckAll(WorkloadSpec spec)
    {
        foreach (var mount in spec.Mounts.OfType<VolumeMount>())
        {
            if (!Directory.Exists(PathOf(mount.Volume)))
            {
                throw new SiteException(SiteFault.Refused, $"The volume {mount.Volume} of {spec.Name} is not there: {PathOf(mount.Volume)} does not exist.");
            }
        }
    }

    private void Own(string path)
    {
        var owner = Native.Owner(path);
        if (owner == (user, group) || Native.ChangeOwner(path, user, group) == 0)
        {
            return;
        }

        var reason = Marshal.GetLastPInvokeErrorMessage();
        // The group decides nothing: the mode shuts it out.
        if (owner.User != user)
        {
            throw new SiteException(
                SiteFault.Refused,
                $"{path} belongs to uid {owner.User} and cannot be given to uid {user}: {reason}. Run the hub as root or as uid {user}.");
        }
    }
}

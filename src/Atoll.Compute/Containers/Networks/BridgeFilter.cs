namespace Atoll.Compute.Containers.Networks;

/// <summary>
/// Between two containers on one bridge the packet filter is asked only if the kernel is told to. The engine does tell it, but any program
/// may take that back.
/// </summary>
internal static class BridgeFilter
{
    private const string Folder = "/proc/sys/net/bridge/";
    private const string Setting = "bridge-nf-call-iptables";
    private const string Setting6 = "bridge-nf-call-ip6tables";

    /// <exception cref="SiteException"><see cref="SiteFault.Refused"/> when it is not asked.</exception>
    public static void Check(string bridge, bool dual, Func<string, string> read)
    {
        foreach (var setting in dual ? [Setting, Setting6] : new[] { Setting })
        {
            if (Value(setting, read).Trim() != "1")
            {
                throw new SiteException(
                    SiteFault.Refused,
                    $"Servers on {bridge} could reach each other: the kernel does not filter bridges. " +
                    $"Mend it with: modprobe br_netfilter; sysctl -w net.bridge.{setting}=1");
            }
        }
    }

    private static string Value(string setting, Func<string, string> read)
    {
        try
        {
            return read(Folder + setting);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException)
        {
            return "the module is not loaded";
        }
    }
}

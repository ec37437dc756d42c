namespace Atoll.Compute.Containers.Networks;

/// <summary>
/// Holds the address where workloads find the hub when no network of theirs has it: a bridge with nothing on it, because every kernel that
/// runs containers has those.
/// </summary>
internal sealed class HubInterface(ContainerSiteOptions options)
{
    private const string Tool = "ip";

    private volatile bool _known;

    private string Shown => $"/sys/class/net/{options.BridgeName}";

    /// <summary>Makes it if it is missing, or mends its address.</summary>
    /// <exception cref="SiteException"><see cref="SiteFault.Refused"/> when this program may not.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_known && Directory.Exists(Shown))
        {
            return;
        }

        // It may be there, or another hub make it at the same moment: that is told by the steps that follow.
        await RunAsync(["link", "add", options.BridgeName, "type", "bridge"], cancellationToken);
        Check(await RunAsync(["address", "replace", $"{options.Gateway}/32", "dev", options.BridgeName], cancellationToken));
        Check(await RunAsync(["link", "set", options.BridgeName, "up"], cancellationToken));
        _known = true;
    }

    /// <summary>Nothing there is success.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        Forget();
        if (Directory.Exists(Shown))
        {
            Check(await RunAsync(["link", "delete", options.BridgeName], cancellationToken));
        }
    }

    public void Forget() => _known = false;

    private static Task<ToolResult?> RunAsync(string[] arguments, CancellationToken cancellationToken) =>
        HostTool.RunAsync(Tool, arguments, "", cancellationToken);

    private void Check(ToolResult? result)
    {
        if (result is not { ExitCode: 0 })
        {
            throw new SiteException(
                SiteFault.Refused,
                $"The interface {options.BridgeName}, where servers find the hub, could not be changed: {result?.Error ?? "ip is not installed"}. " +
                "Install it (apt-get install iproute2) and run the hub as root.");
        }
    }
}

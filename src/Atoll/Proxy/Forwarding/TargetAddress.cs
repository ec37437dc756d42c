namespace Atoll.Proxy.Forwarding;

/// <summary>Puts a target's address and a request's raw path and query together.</summary>
internal static class TargetAddress
{
    // Without this option Uri would resolve dots and re-escape: the target must see what the client wrote.
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static Uri For(Uri target, string rawTarget) =>
        new(target.GetLeftPart(UriPartial.Path).TrimEnd('/') + rawTarget, AsWritten);
}

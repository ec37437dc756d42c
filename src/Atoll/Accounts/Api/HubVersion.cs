namespace Atoll.Accounts.Api;

/// <summary>What we say we are.</summary>
internal static class HubVersion
{
    /// <summary>The JupyterHub version whose contract we keep; servers and clients compare the major number with theirs.</summary>
    public const string Contract = "5.5.1";
}

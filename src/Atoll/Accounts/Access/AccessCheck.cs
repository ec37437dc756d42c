namespace Atoll.Accounts.Access;

/// <summary>Whether somebody may use a server: open it, run code in it.</summary>
internal static class AccessCheck
{
    private const string Scope = "access:servers";

    /// <param name="caller">Who asks, by token or session.</param>
    /// <param name="owner">The server's owner, by name.</param>
    /// <param name="server">The server's name; empty for the default one.</param>
    public static bool MayUse(Caller caller, string owner, string server) => caller.Scopes.Allows(Scope, owner, server);
}

using Atoll.Web;

namespace Atoll.Servers.Pages;

/// <summary>What a server is called in a sentence, by who is reading.</summary>
internal static class ServerTitles
{
    /// <summary>"your server", "your server “gpu”", "ada’s server".</summary>
    public static string Of(PageContext page, string owner, string name)
    {
        var whose = owner == page.UserName ? "your server" : $"{owner}’s server";
        return name.Length == 0 ? whose : $"{whose} “{name}”";
    }

    /// <summary>The same at the beginning of a sentence.</summary>
    public static string Begin(PageContext page, string owner, string name) =>
        owner == page.UserName ? "Y" + Of(page, owner, name)[1..] : Of(page, owner, name);
}

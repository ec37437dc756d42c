using Atoll.Differential.Answers;
using Atoll.Differential.Hubs;

namespace Atoll.Differential.Corpus.Scripts;

/// <summary>Signing in to services and servers by the hub: where the browser is sent, what a code is worth, what a token may.</summary>
internal static class OAuthScripts
{
    private const string Web = "client_id=service-web&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcallback&response_type=code";
    private const string Trusted = "client_id=service-trusted&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Ftrusted&response_type=code";

    public static IEnumerable<Func<Script, Task>> All => [TrustedAsync, ConfirmedAsync, WrongRequestsAsync, WrongExchangesAsync, StrangersAsync, OwnServerAsync, OthersServerAsync];

    private static string Secret(string service) => World.Services.First(one => one.Name == service).Token;

    private static async Task TrustedAsync(Script script)
    {
        var carol = new Visitor(script.Comparer, "carol-trusted");
        await carol.GetAsync($"/hub/api/oauth2/authorize?{Trusted}&state=a%20state");
        await carol.SignInAsync("carol");
        carol.KnowCode(await carol.GetAsync($"/hub/api/oauth2/authorize?{Trusted}&state=a%20state"), "o-code");
        await ExchangeAsync(script, "trusted", "o-code", "http%3A%2F%2F127.0.0.1%3A9%2Ftrusted", "o-trusted");
        await script.With("o-trusted").GetAsync("/user");
        await script.With("o-trusted").GetAsync("/users/carol");
        await script.GetAsync("/users/carol/tokens");
        // A code is good once.
        await ExchangeAsync(script, "trusted", "o-code", "http%3A%2F%2F127.0.0.1%3A9%2Ftrusted", "o-again");
    }

    private static async Task ConfirmedAsync(Script script)
    {
        const string Back = "http%3A%2F%2F127.0.0.1%3A9%2Fcallback";
        var ada = new Visitor(script.Comparer, "ada-confirmed");
        await ada.SignInAsync("ada");
        await ada.GetAsync($"/hub/api/oauth2/authorize?{Web}");
        ada.KnowCode(await ada.PostAsync($"/hub/api/oauth2/authorize?{Web}", "scopes=read:users!user"), "o-web-code");
        await ExchangeAsync(script, "web", "o-web-code", Back, "o-web");
        await script.With("o-web").GetAsync("/user");
        await script.With("o-web").GetAsync("/users/ada");
        await script.With("o-web").GetAsync("/users/bob");
        await ada.GetAsync($"/hub/api/oauth2/authorize?{Web}&scope=read:users!user");
        await ada.GetAsync($"/hub/api/oauth2/authorize?{Web}&scope=identify");
        await ada.GetAsync($"/hub/api/oauth2/authorize?{Web}&scope=list:groups");
        // No box ticked: it learns who it is, no more.
        ada.KnowCode(await ada.PostAsync($"/hub/api/oauth2/authorize?{Web}&state=s", ""), "o-bare-code");
        await ExchangeAsync(script, "web", "o-bare-code", Back, "o-bare");
        await script.With("o-bare").GetAsync("/user");
        await script.With("o-bare").GetAsync("/users/ada");
        await script.Comparer.AskAsync(new Call("GET", "/hub/logout", Actor.BrowserOf("ada-confirmed")) { Accept = "text/html" });
        await script.With("o-web").GetAsync("/user");
        await script.With("o-bare").GetAsync("/user");
    }

    private static async Task WrongRequestsAsync(Script script)
    {
        var ada = new Visitor(script.Comparer, "ada-wrong");
        await ada.SignInAsync("ada");
        foreach (var query in new[]
        {
            "", "client_id=service-web", "client_id=service-ghost&response_type=code", "client_id=service-idle&response_type=code",
            Web.Replace("callback", "elsewhere", StringComparison.Ordinal), Web.Replace("=code", "=token", StringComparison.Ordinal),
            Web.Replace("&response_type=code", "", StringComparison.Ordinal), Web.Replace("redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcallback&", "", StringComparison.Ordinal),
            $"{Web}&scope=unknown", $"{Web}&scope=admin:users", $"{Web}&scope=user", $"{Web}&client_id=service-trusted",
        })
        {
            await ada.GetAsync($"/hub/api/oauth2/authorize?{query}");
        }
    }

    private static async Task WrongExchangesAsync(Script script)
    {
        var ada = new Visitor(script.Comparer, "ada-exchange");
        await ada.SignInAsync("ada");
        ada.KnowCode(await ada.GetAsync($"/hub/api/oauth2/authorize?{Trusted}"), "o-x-code");
        const string Back = "redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Ftrusted";
        foreach (var form in new[]
        {
            "", "grant_type=authorization_code", $"client_id=service-trusted&client_secret={Secret("trusted")}",
            $"client_id=service-trusted&client_secret={Secret("trusted")}&grant_type=password&username=ada&password=secret",
            $"client_id=service-trusted&client_secret={Secret("trusted")}&grant_type=authorization_code&{Back}",
            $"client_id=service-trusted&client_secret={Secret("trusted")}&grant_type=authorization_code&code=none&{Back}",
            $"client_id=service-trusted&client_secret=wrong&grant_type=authorization_code&code=<o-x-code>&{Back}",
            $"client_id=service-trusted&grant_type=authorization_code&code=<o-x-code>&{Back}",
            $"client_id=service-ghost&client_secret=x&grant_type=authorization_code&code=<o-x-code>&{Back}",
            $"client_id=service-web&client_secret={Secret("web")}&grant_type=authorization_code&code=<o-x-code>&{Back}",
            $"client_id=service-trusted&client_secret={Secret("trusted")}&grant_type=client_credentials",
            $"client_id=service-trusted&client_secret={Secret("trusted")}&grant_type=refresh_token&refresh_token=x",
        })
        {
            await TokenAsync(script, form);
        }
    }

    /// <summary>Bob may not use services.</summary>
    private static async Task StrangersAsync(Script script)
    {
        var bob = new Visitor(script.Comparer, "bob-stranger");
        await bob.GetAsync($"/hub/api/oauth2/authorize?{Web}");
        await bob.PostAsync($"/hub/api/oauth2/authorize?{Web}", "scopes=read:users!user");
        await bob.SignInAsync("bob");
        await bob.GetAsync($"/hub/api/oauth2/authorize?{Web}");
        await bob.GetAsync($"/hub/api/oauth2/authorize?{Trusted}");
    }

    private static async Task OwnServerAsync(Script script)
    {
        var ada = new Visitor(script.Comparer, "ada-own");
        await ada.SignInAsync("ada");
        await ada.GetAsync("/hub/api/oauth2/authorize?client_id=jupyterhub-user-ada&redirect_uri=%2Fuser%2Fada%2Foauth_callback&response_type=code&state=s");
        await ada.GetAsync("/hub/api/oauth2/authorize?client_id=jupyterhub-user-ada-gpu&redirect_uri=%2Fuser%2Fada%2Fgpu%2Foauth_callback&response_type=code");
        await ada.GetAsync("/hub/api/oauth2/authorize?client_id=jupyterhub-user-ada&redirect_uri=%2Fuser%2Fbob%2Foauth_callback&response_type=code");
        await ada.GetAsync("/hub/api/oauth2/authorize?client_id=jupyterhub-user-carol&redirect_uri=%2Fuser%2Fcarol%2Foauth_callback&response_type=code");
    }

    /// <summary>Ada's is shared with Bob, administrators may enter, Dave may not.</summary>
    private static async Task OthersServerAsync(Script script)
    {
        const string Client = "client_id=jupyterhub-user-ada&redirect_uri=%2Fuser%2Fada%2Foauth_callback&response_type=code&state=s";
        foreach (var user in new[] { "bob", "root", "dave" })
        {
            var visitor = new Visitor(script.Comparer, $"{user}-other");
            await visitor.SignInAsync(user);
            await visitor.GetAsync($"/hub/api/oauth2/authorize?{Client}");
            await visitor.PostAsync($"/hub/api/oauth2/authorize?{Client}", "scopes=access:servers!server=ada/");
            await visitor.GetAsync($"/hub/api/oauth2/authorize?{Client}");
        }
    }

    private static async Task ExchangeAsync(Script script, string service, string code, string back, string token)
    {
        var made = await TokenAsync(script,
            $"client_id=service-{service}&client_secret={Secret(service)}&grant_type=authorization_code&code=<{code}>&redirect_uri={back}");
        script.Know(made, "access_token", token);
    }

    private static Task<Comparison> TokenAsync(Script script, string form) => script.Comparer.AskAsync(
        new Call("POST", "/hub/api/oauth2/token", Actor.Anonymous) { Type = "application/x-www-form-urlencoded", Body = form });
}

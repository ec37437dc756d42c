using Atoll.Differential.Answers;

namespace Atoll.Differential.Corpus.Scripts;

/// <summary>Services that are made while the hub runs.</summary>
internal static class ServiceScripts
{
    public static IEnumerable<Func<Script, Task>> All => [PlainAsync, WithTokenAsync, AdminAsync, WithPageAsync, NotAllowedAsync];

    private static async Task PlainAsync(Script script)
    {
        await script.PostAsync("/services/v-plain", """{"info": {"a": [1]}, "display": false}""");
        await script.PostAsync("/services/v-plain", """{"info": {}}""");
        await script.GetAsync("/services/v-plain");
        await script.DeleteAsync("/services/v-plain");
        await script.DeleteAsync("/services/v-plain");
        await script.GetAsync("/services/v-plain");
    }

    private static async Task WithTokenAsync(Script script)
    {
        await script.PostAsync("/services/v-token", """{"api_token": "v-token-0123456789abcdef"}""");
        var own = script.As(new Actor("service v-token", "token v-token-0123456789abcdef"));
        await own.GetAsync("/user");
        await own.GetAsync("/users");
        await own.GetAsync("/services/v-token");
        await script.DeleteAsync("/services/v-token");
        await own.GetAsync("/user");
    }

    private static async Task AdminAsync(Script script)
    {
        await script.PostAsync("/services/v-admin", """{"admin": true, "api_token": "v-admin-0123456789abcdef"}""");
        var own = script.As(new Actor("service v-admin", "token v-admin-0123456789abcdef"));
        await own.GetAsync("/user");
        await own.GetAsync("/users/ada");
        await own.DeleteAsync("/services/v-admin");
    }

    private static async Task WithPageAsync(Script script)
    {
        await script.PostAsync("/services/v-page", """
            {"url": "http://127.0.0.1:9", "oauth_client_allowed_scopes": ["read:users!user"], "oauth_redirect_uri": "http://127.0.0.1:9/x", "api_token": "v-page-0123456789abcdef"}
            """);
        await script.GetAsync("/services/v-page");
        await script.DeleteAsync("/services/v-page");
    }

    private static async Task NotAllowedAsync(Script script)
    {
        await script.As(Actors.Ada).PostAsync("/services/v-none", "{}");
        await script.As(Actors.Reader).PostAsync("/services/v-none", """{"info": {}}""");
        await script.With("root with admin:services").PostAsync("/services/v-lesser", """{"admin": true}""");
        await script.With("root with admin:services").PostAsync("/services/v-lesser", """{"info": {}}""");
        await script.With("root with admin:services").DeleteAsync("/services/v-lesser");
        await script.With("root with admin:services").DeleteAsync("/services/reader");
    }
}

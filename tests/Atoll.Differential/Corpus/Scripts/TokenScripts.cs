using Atoll.Differential.Hubs;

namespace Atoll.Differential.Corpus.Scripts;

/// <summary>Tokens: made, looked at, used, revoked.</summary>
internal static class TokenScripts
{
    private static readonly string[] Bodies =
    [
        "{}", "null", "", """{"note": "a note"}""", """{"note": ""}""", """{"note": null}""", """{"expires_in": 3600}""", """{"expires_in": null}""",
        """{"scopes": ["inherit"]}""", """{"scopes": ["self"]}""", """{"scopes": []}""", """{"scopes": null}""", """{"roles": ["token"]}""", """{"roles": []}""",
        """{"roles": ["user"]}""", """{"roles": ["server"]}""", """{"scopes": ["read:users!user"]}""", """{"scopes": ["read:users:name!user", "read:users!user"]}""",
        """{"scopes": ["access:servers!server"]}""", """{"scopes": ["read:servers!server=t-0/"]}""", """{"unknown": 1}""",
        """{"scopes": ["users:activity!user", "users:activity!user"]}""", """{"note": "both", "roles": ["token"], "scopes": ["self"]}""",
    ];

    public static IEnumerable<Func<Script, Task>> All => [LifeAsync, OthersAsync, ByPasswordAsync, OfServicesAsync, .. Bodies.Select(Body)];

    private static async Task LifeAsync(Script script)
    {
        await script.PostAsync("/users/t-user");
        await script.TokenAsync("t-first", "t-user", """{"note": "first"}""");
        await script.With("t-first").TokenAsync("t-second", "t-user", """{"note": "second"}""");
        await script.With("t-second").GetAsync("/users/t-user/tokens");
        await script.With("t-second").GetAsync("/users/t-user/tokens/<t-first id>");
        await script.With("t-second").DeleteAsync("/users/t-user/tokens/<t-first id>");
        await script.With("t-first").GetAsync("/user");
        await script.With("t-second").GetAsync("/users/t-user/tokens/<t-first id>");
        await script.With("t-second").DeleteAsync("/users/t-user/tokens/<t-first id>");
        await script.GetAsync("/users/t-user/tokens");
        await script.GetAsync("/authorizations/token/<t-second>");
        await script.With("t-second").DeleteAsync("/users/t-user/tokens/<t-second id>");
        await script.With("t-second").GetAsync("/user");
        await script.DeleteAsync("/users/t-user");
    }

    private static async Task OthersAsync(Script script)
    {
        await script.As(Actors.Ada).PostAsync("/users/bob/tokens");
        await script.As(Actors.Boss).TokenAsync("t-by-boss", "dave");
        await script.With("t-by-boss").GetAsync("/user");
        await script.As(Actors.Idle).PostAsync("/users/dave/tokens");
        await script.As(Actors.Reader).PostAsync("/users/dave/tokens");
        await script.As(Actors.Boss).DeleteAsync("/users/bob/tokens/<t-by-boss id>");
        await script.As(Actors.Boss).DeleteAsync("/users/dave/tokens/<t-by-boss id>");
    }

    private static async Task ByPasswordAsync(Script script)
    {
        var nobody = script.As(Answers.Actor.Anonymous);
        await nobody.TokenAsync("t-by-password", "erin", $$$"""{"auth": {"username": "erin", "password": "{{{World.Password}}}"}}""");
        await script.With("t-by-password").GetAsync("/user");
        await nobody.PostAsync("/users/erin/tokens", """{"auth": {"username": "erin", "password": "wrong"}}""");
        await nobody.PostAsync("/users/dave/tokens", $$$"""{"auth": {"username": "erin", "password": "{{{World.Password}}}"}}""");
        await nobody.PostAsync("/users/erin/tokens", """{"auth": {}}""");
        await nobody.PostAsync("/users/erin/tokens", """{"auth": "x"}""");
        await nobody.PostAsync("/users/erin/tokens", """{"auth": {"username": "erin"}}""");
        await nobody.PostAsync("/users/erin/tokens", "{}");
        await nobody.PostAsync("/users/erin/tokens");
        await nobody.PostAsync("/users/erin/tokens", "[]");
        await nobody.PostAsync("/users/erin/tokens", "{");
        await script.DeleteAsync("/users/erin/tokens/<t-by-password id>");
    }

    private static async Task OfServicesAsync(Script script)
    {
        await script.As(Actors.Boss).GetAsync("/user");
        await script.As(Actors.Boss).PostAsync("/users/boss/tokens");
        await script.As(Actors.Boss).GetAsync("/users/boss/tokens");
        await script.GetAsync($"/authorizations/token/{World.Services[1].Token}");
        var carol = new Visitor(script.Comparer, "carol-cookie");
        await carol.SignInAsync("carol");
        await script.GetAsync("/authorizations/cookie/jupyterhub-hub-login/<login carol-cookie>");
    }

    private static Func<Script, Task> Body(string body, int number) => async script =>
    {
        var user = $"t-{number}";
        await script.PostAsync($"/users/{user}");
        await script.TokenAsync(user, user, body);
        await script.With(user).GetAsync("/user");
        await script.With(user).GetAsync($"/users/{user}");
        await script.With(user).TokenAsync(user + " more", user, """{"scopes": ["users:activity!user"]}""");
        await script.With(user + " more").GetAsync("/user");
        await script.GetAsync($"/users/{user}/tokens/<{user} id>");
        await script.DeleteAsync($"/users/{user}");
    };
}

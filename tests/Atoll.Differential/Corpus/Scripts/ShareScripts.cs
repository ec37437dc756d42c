namespace Atoll.Differential.Corpus.Scripts;

/// <summary>Sharing one's server: with people, with groups, by codes; and taking it back.</summary>
internal static class ShareScripts
{
    public static IEnumerable<Func<Script, Task>> All => [WithPersonAsync, WithGroupAsync, ScopesAsync, CodesAsync, ByOwnerAsync, ForgottenAsync];

    private static async Task WithPersonAsync(Script script)
    {
        await ServerAsync(script, "h-person");
        await script.PostAsync("/shares/h-person/", """{"user": "dave"}""");
        await script.PostAsync("/shares/h-person/", """{"user": "dave"}""");
        await script.GetAsync("/shares/h-person");
        await script.GetAsync("/shares/h-person/");
        await script.GetAsync("/users/dave/shared/h-person/");
        await script.PatchAsync("/shares/h-person/", """{"user": "erin"}""");
        await script.PatchAsync("/shares/h-person/", """{"user": "dave"}""");
        await script.GetAsync("/users/dave/shared/h-person/");
        await script.PostAsync("/shares/h-person/", """{"user": "dave"}""");
        await script.DeleteAsync("/users/dave/shared/h-person/");
        await script.DeleteAsync("/users/dave/shared/h-person/");
        await script.PostAsync("/shares/h-person/", """{"user": "dave"}""");
        await script.DeleteAsync("/shares/h-person/");
        await script.GetAsync("/shares/h-person/");
        await script.DeleteAsync("/users/h-person");
        await script.GetAsync("/shares/h-person/");
    }

    private static async Task WithGroupAsync(Script script)
    {
        await ServerAsync(script, "h-group");
        await script.PostAsync("/groups/h-readers", """{"users": ["dave"]}""");
        await script.PostAsync("/shares/h-group/", """{"group": "h-readers"}""");
        await script.GetAsync("/groups/h-readers/shared");
        await script.GetAsync("/groups/h-readers/shared/h-group/");
        await script.PatchAsync("/shares/h-group/", """{"group": "h-readers", "scopes": ["access:servers!server=h-group/"]}""");
        await script.PostAsync("/shares/h-group/", """{"group": "h-readers"}""");
        await script.DeleteAsync("/groups/h-readers/shared/h-group/");
        await script.GetAsync("/groups/h-readers/shared");
        await script.PostAsync("/shares/h-group/", """{"group": "h-readers"}""");
        await script.DeleteAsync("/groups/h-readers");
        await script.GetAsync("/shares/h-group/");
        await script.DeleteAsync("/users/h-group");
    }

    private static async Task ScopesAsync(Script script)
    {
        await ServerAsync(script, "h-scopes");
        await script.PostAsync("/shares/h-scopes/", """{"user": "dave", "scopes": ["access:servers!server=h-scopes/", "read:servers!server=h-scopes/"]}""");
        await script.PostAsync("/shares/h-scopes/", """{"user": "dave", "scopes": ["servers!server=h-scopes/"]}""");
        await script.PostAsync("/shares/h-scopes/", """{"user": "dave", "scopes": ["access:servers"]}""");
        await script.PatchAsync("/shares/h-scopes/", """{"user": "dave", "scopes": ["read:servers!server=h-scopes/"]}""");
        await script.PatchAsync("/shares/h-scopes/", """{"user": "dave", "scopes": ["tokens!server=h-scopes/"]}""");
        await script.GetAsync("/shares/h-scopes/");
        await script.PatchAsync("/shares/h-scopes/", """{"user": "dave"}""");
        await script.GetAsync("/shares/h-scopes/");
        await script.DeleteAsync("/users/h-scopes");
    }

    private static async Task CodesAsync(Script script)
    {
        await ServerAsync(script, "h-codes");
        await script.GetAsync("/share-codes/h-codes/");
        var made = await script.PostAsync("/share-codes/h-codes/", """{"expires_in": 3600}""");
        script.Know(made, "code", "h-code");
        script.Know(made, "id", "h-code id");
        await script.PostAsync("/share-codes/h-codes/");
        await script.PostAsync("/share-codes/h-codes/", """{"scopes": ["access:servers!server=h-codes/", "read:servers!server=h-codes/"]}""");
        await script.DeleteAsync("/share-codes/h-codes/?code=<h-code>");
        await script.DeleteAsync("/share-codes/h-codes/?code=<h-code>");
        await script.DeleteAsync("/share-codes/h-codes/?id=<h-code id>");
        await script.DeleteAsync("/share-codes/h-codes/?id=nonsense");
        await script.DeleteAsync("/share-codes/h-codes/");
        await script.GetAsync("/share-codes/h-codes/");
        await script.DeleteAsync("/users/h-codes");
    }

    /// <summary>Ada may share hers, by a role; what she shares counts for whom she shares it with.</summary>
    private static async Task ByOwnerAsync(Script script)
    {
        var ada = script.As(Actors.Ada);
        await script.TokenAsync("h-erin", "erin");
        await script.With("h-erin").GetAsync("/user");
        await ada.PostAsync("/shares/ada/", """{"user": "erin"}""");
        await script.With("h-erin").GetAsync("/user");
        await script.With("h-erin").GetAsync("/users/erin/shared");
        await script.With("h-erin").DeleteAsync("/users/erin/shared/ada/");
        await script.With("h-erin").GetAsync("/user");
        await script.As(Actors.Bob).PostAsync("/shares/bob/", """{"user": "erin"}""");
        await script.As(Actors.Bob).PostAsync("/shares/ada/", """{"user": "erin"}""");
        await ada.PostAsync("/shares/bob/", """{"user": "erin"}""");
    }

    /// <summary>With the server goes what was shared of it.</summary>
    private static async Task ForgottenAsync(Script script)
    {
        await script.PostAsync("/users/h-gone");
        await script.PostAsync("/users/h-gone/servers/gpu");
        await script.PostAsync("/shares/h-gone/gpu", """{"user": "dave"}""");
        await script.DeleteAsync("/users/h-gone/servers/gpu", """{"remove": true}""");
        await script.GetAsync("/shares/h-gone");
        await script.GetAsync("/shares/h-gone/gpu");
        await script.DeleteAsync("/users/h-gone");
    }

    private static async Task ServerAsync(Script script, string owner)
    {
        await script.PostAsync($"/users/{owner}");
        await script.PostAsync($"/users/{owner}/server", """{"environment": "prompt"}""");
    }
}

namespace Atoll.Differential.Corpus.Scripts;

/// <summary>People come, are changed, and go.</summary>
internal static class UserScripts
{
    private static readonly string[] Names = ["u-plain", "u@mail.org", "u~tilde", "u.dot-dash_", "u two", "u-ümlaut", "u'quote", "u%percent", "u+plus", "u-日本"];

    public static IEnumerable<Func<Script, Task>> All => [ComeAndGoAsync, SeveralAsync, RenameAsync, AdminAsync, SelfAsync, LesserAdminAsync, .. Names.Select(Named)];

    private static async Task ComeAndGoAsync(Script script)
    {
        await script.PostAsync("/users/u-one");
        await script.PostAsync("/users/u-one");
        await script.GetAsync("/users/u-one");
        await script.PostAsync("/users/u-one/activity", """{"last_activity": "2031-01-01T00:00:00Z"}""");
        await script.PostAsync("/users/u-one/activity", """{"last_activity": "2021-01-01T00:00:00Z"}""");
        await script.GetAsync("/users/u-one");
        await script.DeleteAsync("/users/u-one");
        await script.DeleteAsync("/users/u-one");
        await script.GetAsync("/users/u-one");
    }

    private static async Task SeveralAsync(Script script)
    {
        await script.PostAsync("/users", """{"usernames": ["u-a", "u-b"]}""");
        await script.PostAsync("/users", """{"usernames": ["u-b", "u-c"]}""");
        await script.PostAsync("/users", """{"usernames": ["U-D"], "admin": false}""");
        await script.PostAsync("/users", """{"usernames": ["u-a", "u-b", "u-c"]}""");
        foreach (var name in "abcd")
        {
            await script.DeleteAsync($"/users/u-{name}");
        }
    }

    private static async Task RenameAsync(Script script)
    {
        await script.PostAsync("/users/u-old");
        await script.PatchAsync("/users/u-old", """{"name": "u-new"}""");
        await script.GetAsync("/users/u-old");
        await script.GetAsync("/users/u-new");
        await script.TokenAsync("u-new", "u-new");
        await script.With("u-new").GetAsync("/user");
        await script.PatchAsync("/users/u-new", """{"name": "u-last", "admin": false}""");
        await script.With("u-new").GetAsync("/user");
        await script.DeleteAsync("/users/u-last");
        await script.With("u-new").GetAsync("/user");
    }

    private static async Task AdminAsync(Script script)
    {
        await script.PostAsync("/users/u-admin", """{"admin": true}""");
        await script.TokenAsync("u-admin", "u-admin");
        await script.With("u-admin").GetAsync("/users/ada");
        await script.PatchAsync("/users/u-admin", """{"admin": false}""");
        await script.With("u-admin").GetAsync("/users/ada");
        await script.With("u-admin").GetAsync("/user");
        await script.PatchAsync("/users/u-admin", """{"admin": true}""");
        await script.With("u-admin").GetAsync("/user");
        await script.With("u-admin").DeleteAsync("/users/u-admin");
        await script.DeleteAsync("/users/u-admin");
        await script.PostAsync("/users", """{"usernames": ["u-admin2"], "admin": true}""");
        await script.DeleteAsync("/users/u-admin2");
    }

    private static async Task SelfAsync(Script script)
    {
        await script.PostAsync("/users/u-self");
        await script.TokenAsync("u-self", "u-self");
        await script.With("u-self").GetAsync("/user");
        await script.With("u-self").GetAsync("/users/u-self");
        await script.With("u-self").DeleteAsync("/users/u-self");
        await script.With("u-self").PatchAsync("/users/u-self", """{"admin": true}""");
        await script.With("u-self").PostAsync("/users/u-self/activity", """{"last_activity": "2021-01-01T00:00:00Z"}""");
        await script.With("u-self").GetAsync("/users");
        await script.DeleteAsync("/users/u-self");
    }

    /// <summary>May manage people, and is no administrator.</summary>
    private static async Task LesserAdminAsync(Script script)
    {
        var lesser = script.As(Actors.OfService("keeper"));
        await lesser.PostAsync("/users", """{"usernames": ["u-kept"], "admin": true}""");
        await lesser.PostAsync("/users/u-kept", """{"admin": true}""");
        await lesser.PostAsync("/users", """{"usernames": ["u-kept"]}""");
        await lesser.PatchAsync("/users/u-kept", """{"admin": true}""");
        await lesser.PatchAsync("/users/u-kept", """{"admin": false}""");
        await lesser.PatchAsync("/users/root", """{"admin": false}""");
        await lesser.PatchAsync("/users/root", "{}");
        await lesser.PatchAsync("/users/u-kept", """{"name": "u-kept-2"}""");
        await lesser.DeleteAsync("/users/u-kept-2");
    }

    private static Func<Script, Task> Named(string name) => async script =>
    {
        var path = $"/users/{Uri.EscapeDataString(name)}";
        await script.PostAsync(path);
        await script.GetAsync(path);
        await script.PostAsync(path + "/server", """{"environment": "prompt"}""");
        await script.GetAsync(path);
        await script.GetAsync(path + "/server/progress");
        await script.DeleteAsync(path + "/server");
        await script.TokenAsync(name, Uri.EscapeDataString(name), """{"scopes": ["self"]}""");
        await script.With(name).GetAsync("/user");
        await script.DeleteAsync(path);
    };
}

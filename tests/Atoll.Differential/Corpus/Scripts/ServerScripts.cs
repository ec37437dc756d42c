namespace Atoll.Differential.Corpus.Scripts;

/// <summary>Servers: started, looked at, stopped, with a name and without.</summary>
internal static class ServerScripts
{
    public static IEnumerable<Func<Script, Task>> All =>
        [LifeAsync, NamedAsync, LimitAsync, OptionsAsync, HeldAsync, CancelledAsync, CrashingAsync, ActivityAsync, BySelfAsync, RemovedWithUserAsync, OwnTokenAsync];

    private static async Task LifeAsync(Script script)
    {
        await script.PostAsync("/users/s-life");
        await script.PostAsync("/users/s-life/server", """{"environment": "prompt"}""");
        await script.GetAsync("/users/s-life");
        await script.GetAsync("/users/s-life/server/progress");
        await script.GetAsync("/users/s-life/servers//progress");
        await script.PostAsync("/users/s-life/server");
        await script.DeleteAsync("/users/s-life/server", """{"remove": true}""");
        await script.DeleteAsync("/users/s-life/server");
        await script.GetAsync("/users/s-life");
        await script.GetAsync("/users/s-life?include_stopped_servers");
        await script.DeleteAsync("/users/s-life/server");
        await script.PostAsync("/users/s-life/servers/");
        await script.DeleteAsync("/users/s-life/servers/");
        await script.DeleteAsync("/users/s-life");
    }

    private static async Task NamedAsync(Script script)
    {
        await script.PostAsync("/users/s-named");
        foreach (var name in new[] { "work", "UPPER", "with%20space", "a.b~c@d", "%C3%BC" })
        {
            var path = $"/users/s-named/servers/{name}";
            await script.GetAsync(path + "/progress");
            await script.DeleteAsync(path);
            await script.PostAsync(path, """{"environment": "prompt"}""");
            await script.PostAsync(path);
            await script.GetAsync("/users/s-named");
            await script.GetAsync(path + "/progress");
            await script.DeleteAsync(path);
            await script.DeleteAsync(path);
            await script.GetAsync("/users/s-named?include_stopped_servers=1");
            await script.DeleteAsync(path, """{"remove": true}""");
            await script.DeleteAsync(path, """{"remove": true}""");
            await script.GetAsync("/users/s-named?include_stopped_servers=1");
        }

        await script.PostAsync("/users/s-named/servers/quick");
        await script.DeleteAsync("/users/s-named/servers/quick", """{"remove": true}""");
        await script.GetAsync("/users/s-named?include_stopped_servers=1");
        await script.DeleteAsync("/users/s-named");
    }

    private static async Task LimitAsync(Script script)
    {
        await script.PostAsync("/users/s-limit");
        foreach (var number in Enumerable.Range(1, 4))
        {
            await script.PostAsync($"/users/s-limit/servers/n{number}");
        }

        await script.PostAsync("/users/s-limit/server");
        await script.DeleteAsync("/users/s-limit/servers/n1");
        await script.PostAsync("/users/s-limit/servers/n4");
        await script.DeleteAsync("/users/s-limit/servers/n1", """{"remove": true}""");
        await script.PostAsync("/users/s-limit/servers/n4");
        await script.DeleteAsync("/users/s-limit/server");
        foreach (var number in Enumerable.Range(2, 3))
        {
            await script.DeleteAsync($"/users/s-limit/servers/n{number}", """{"remove": true}""");
        }

        await script.DeleteAsync("/users/s-limit");
    }

    /// <summary>No body starts with the options of the last time; an empty one forgets them.</summary>
    private static async Task OptionsAsync(Script script)
    {
        await script.PostAsync("/users/s-options");
        foreach (var body in new[] { """{"environment": "prompt", "size": "small"}""", null, "{}", null })
        {
            await script.PostAsync("/users/s-options/server", body);
            await script.GetAsync("/users/s-options");
            await script.DeleteAsync("/users/s-options/server");
        }

        await script.DeleteAsync("/users/s-options");
    }

    /// <summary>A start that takes longer than the API waits.</summary>
    private static async Task HeldAsync(Script script)
    {
        await script.PostAsync("/users/s-held");
        await script.PostAsync("/users/s-held/server", """{"environment": "held"}""");
        await script.GetAsync("/users/s-held");
        await script.PostAsync("/users/s-held/server");
        await Task.WhenAll(script.Comparer.Theirs.LetGoAsync("s-held"), script.Comparer.Ours.LetGoAsync("s-held"));
        await UntilReadyAsync(script, "s-held");
        await script.GetAsync("/users/s-held");
        await script.DeleteAsync("/users/s-held/server");
        await script.DeleteAsync("/users/s-held");
    }

    private static async Task CancelledAsync(Script script)
    {
        await script.PostAsync("/users/s-cancel");
        await script.PostAsync("/users/s-cancel/server", """{"environment": "held"}""");
        await script.DeleteAsync("/users/s-cancel/server");
        await script.GetAsync("/users/s-cancel");
        await script.DeleteAsync("/users/s-cancel");
    }

    private static async Task CrashingAsync(Script script)
    {
        await script.PostAsync("/users/s-crash");
        await script.PostAsync("/users/s-crash/server", """{"environment": "crashing"}""");
        await script.GetAsync("/users/s-crash");
        await script.PostAsync("/users/s-crash/server", """{"environment": "prompt"}""");
        await script.GetAsync("/users/s-crash");
        await script.DeleteAsync("/users/s-crash");
    }

    private static async Task ActivityAsync(Script script)
    {
        await script.PostAsync("/users/s-active");
        await script.PostAsync("/users/s-active/server");
        await script.PostAsync("/users/s-active/activity", """{"servers": {"": {"last_activity": "2020-01-01T00:00:00Z"}}, "last_activity": "2020-01-01T00:00:00Z"}""");
        await script.PostAsync("/users/s-active/activity", """{"servers": {"other": {"last_activity": "2020-01-01T00:00:00Z"}}}""");
        await script.GetAsync("/users/s-active");
        await script.DeleteAsync("/users/s-active/server");
        await script.PostAsync("/users/s-active/activity", """{"servers": {"": {"last_activity": "2020-01-01T00:00:00Z"}}}""");
        await script.DeleteAsync("/users/s-active");
    }

    private static async Task BySelfAsync(Script script)
    {
        await script.PostAsync("/users/s-self");
        await script.TokenAsync("s-self", "s-self");
        var self = script.With("s-self");
        await self.PostAsync("/users/s-self/server");
        await self.PostAsync("/users/s-self/servers/mine");
        await self.GetAsync("/user");
        await self.GetAsync("/users/s-self/server/progress");
        await self.DeleteAsync("/users/s-self/server");
        await self.DeleteAsync("/users/s-self/servers/mine", """{"remove": true}""");
        await self.PostAsync("/users/ada/server");
        await self.DeleteAsync("/users/ada/server");
        await self.GetAsync("/user");
        await script.DeleteAsync("/users/s-self");
    }

    private static async Task RemovedWithUserAsync(Script script)
    {
        await script.PostAsync("/users/s-gone");
        await script.PostAsync("/users/s-gone/server");
        await script.DeleteAsync("/users/s-gone");
        await script.GetAsync("/users/s-gone");
        await script.PostAsync("/users/s-gone");
        await script.GetAsync("/users/s-gone?include_stopped_servers=1");
        await script.DeleteAsync("/users/s-gone");
    }

    /// <summary>What a server may with the token that it is given.</summary>
    private static async Task OwnTokenAsync(Script script)
    {
        await script.PostAsync("/users/s-own");
        await script.PostAsync("/users/s-own/server", """{"environment": "prompt"}""");
        script.Comparer.Theirs.Know("s-own", await script.Comparer.Theirs.ServerTokenAsync("s-own"));
        script.Comparer.Ours.Know("s-own", await script.Comparer.Ours.ServerTokenAsync("s-own"));
        var own = script.With("s-own");
        await own.GetAsync("/user");
        await own.GetAsync("/users/s-own");
        await own.GetAsync("/users/ada");
        await own.GetAsync("/users");
        await own.PostAsync("/users/s-own/activity", """{"servers": {"": {"last_activity": "2020-01-01T00:00:00Z"}}}""");
        await own.PostAsync("/users/ada/activity", """{"last_activity": "2020-01-01T00:00:00Z"}""");
        await own.PostAsync("/users/s-own/tokens");
        await own.DeleteAsync("/users/s-own/server");
        await script.GetAsync("/users/s-own/tokens");
        await script.DeleteAsync("/users/s-own/server");
        await own.GetAsync("/user");
        await script.DeleteAsync("/users/s-own");
    }

    private static async Task UntilReadyAsync(Script script, string user)
    {
        foreach (var side in new[] { script.Comparer.Theirs, script.Comparer.Ours })
        {
            var look = new Answers.Call("GET", $"/hub/api/users/{user}", Actors.Root);
            await TestKit.Until.TrueAsync(
                async () => (await look.AskAsync(side)).Json?["server"] is not null, TimeSpan.FromSeconds(20), $"{side.Name} to have {user}'s server ready");
        }
    }
}

using Atoll.Differential.Answers;

namespace Atoll.Differential.Corpus.Scripts;

/// <summary>Where pages lead whom (jupyterhub.md 1.11): status and Location; what they look like is each hub's own.</summary>
internal static class PageScripts
{
    private static readonly string[] Paths =
    [
        "/", "/hub/", "/hub/home", "/hub/login", "/hub/login?next=%2Fhub%2Fhome", "/hub/nothing", "/nothing", "/nothing/at/all",
        "/hub/spawn/ghost", "/hub/spawn/bob", "/hub/spawn-pending/ghost", "/hub/spawn-pending/bob", "/hub/spawn-pending/carol", "/hub/spawn-pending/carol/none",
        "/hub/health", "/hub/metrics", "/hub/error/503", "/hub/error/404", "/hub/static/nothing", "/hub/accept-share", "/hub/accept-share?code=none",
        "/user/carol", "/user/carol/", "/user/carol/lab", "/user/carol/lab?a=1&b=%2F", "/user/carol/lab/tree/a%20b.ipynb", "/user/carol/none/", "/user/carol/api/kernels",
        "/user/dave/", "/user/ghost/", "/user/ghost/lab", "/hub/user/carol/lab", "/hub/user/carol/", "/hub/user/carol", "/hub/user/dave/lab", "/hub/user/ghost/",
        "/hub/user/carol/api/contents", "/user-redirect/lab", "/hub/user-redirect/lab?x=a%2Fb&y=%20", "/hub/user-redirect/", "/hub/user-redirect",
        "/hub/user-redirect/git-pull?repo=https%3A%2F%2Fexample.org%2Fr&branch=main&urlpath=lab%2Ftree%2Fr%2Fa.ipynb", "/services/web/", "/services/ghost/",
    ];

    public static IEnumerable<Func<Script, Task>> All => [.. new[] { "nobody", "carol", "root" }.Select(Walk), StoppedAsync, SignInAsync, RedirectToOwnAsync];

    private static Func<Script, Task> Walk(string person) => async script =>
    {
        var visitor = new Visitor(script.Comparer, $"{person}-walk");
        if (person != "nobody")
        {
            await visitor.SignInAsync(person);
        }

        foreach (var path in Paths)
        {
            await visitor.GetAsync(path);
        }
    };

    /// <summary>A stopped server tells programs in JSON, people by a page.</summary>
    private static async Task StoppedAsync(Script script)
    {
        await script.Comparer.AskAsync(new Call("POST", "/hub/user/carol/api/kernels", Actor.Anonymous));
        await script.Comparer.AskAsync(new Call("GET", "/hub", Actor.Anonymous));

        var carol = new Visitor(script.Comparer, "carol-stopped");
        await carol.SignInAsync("carol");
        foreach (var accept in new[] { "text/html", "application/json", "*/*", "text/html, application/json;q=0.5", "application/json, text/html", "" })
        {
            await carol.GetAsync("/hub/user/carol/lab", accept);
            await carol.GetAsync("/hub/user/carol/api/status", accept);
        }
    }

    private static async Task SignInAsync(Script script)
    {
        var person = new Visitor(script.Comparer, "dave-signs-in");
        await person.GetAsync("/hub/login");
        await person.PostAsync("/hub/login", "username=dave&password=wrong");
        foreach (var next in new[] { "%2Fhub%2Fhome", "https%3A%2F%2Fevil.example%2Fx", "%2F%2Fevil.example", "%2Fuser%2Fdave%2Flab%3Fa%3D1", "%5C%5Cevil.example", "lab", "" })
        {
            var again = new Visitor(script.Comparer, $"dave-to-{next}");
            await again.GetAsync($"/hub/login?next={next}");
            await again.PostAsync($"/hub/login?next={next}", "username=dave&password=secret");
        }

        await person.SignInAsync("dave");
        await person.GetAsync("/hub/login?next=%2Fhub%2Fhome");
        await person.GetAsync("/hub/logout");
        await person.GetAsync("/hub/home");
    }

    /// <summary>Whose server runs is led to it.</summary>
    private static async Task RedirectToOwnAsync(Script script)
    {
        var ada = new Visitor(script.Comparer, "ada-home");
        await ada.SignInAsync("ada");
        await ada.GetAsync("/hub/");
        await ada.GetAsync("/hub/spawn");
        await ada.GetAsync("/hub/spawn/ada");
        await ada.GetAsync("/hub/spawn/ada/gpu");
        await ada.GetAsync("/hub/spawn-pending/ada");
        await ada.GetAsync("/hub/spawn-pending/ada/gpu?next=%2Fuser%2Fada%2Fgpu%2Ftree%2Fx");
        await ada.GetAsync("/hub/user-redirect/lab?q=%2F");
        await ada.GetAsync("/");
        await ada.GetAsync("/user/ada");
    }
}

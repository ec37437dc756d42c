using Atoll.Differential.Answers;

namespace Atoll.Differential.Corpus;

/// <summary>Requests that change something, in an order. Each script has people and groups of its own, so that scripts do not mind each other.</summary>
internal sealed class Script(Comparer comparer, Actor actor)
{
    public Comparer Comparer => comparer;

    public Script As(Actor other) => new(comparer, other);

    /// <summary>With a token that the script made.</summary>
    public Script With(string token) => As(Actor.Token(token));

    public Task<Comparison> GetAsync(string path) => AskAsync("GET", path);

    public Task<Comparison> PostAsync(string path, string? body = null) => AskAsync("POST", path, body);

    public Task<Comparison> PatchAsync(string path, string? body = null) => AskAsync("PATCH", path, body);

    public Task<Comparison> PutAsync(string path, string? body = null) => AskAsync("PUT", path, body);

    public Task<Comparison> DeleteAsync(string path, string? body = null) => AskAsync("DELETE", path, body);

    /// <summary>Makes a token and knows it and its id (<c>&lt;name id&gt;</c>) from then on.</summary>
    public async Task TokenAsync(string name, string owner, string? body = null)
    {
        var made = await PostAsync($"/users/{owner}/tokens", body);
        Know(made, "token", name);
        Know(made, "id", name + " id");
    }

    /// <summary>Remembers what each hub answered under this key.</summary>
    public void Know(Comparison comparison, string key, string name)
    {
        comparer.Theirs.Know(name, comparison.Theirs.Json?[key]?.ToString() ?? "none");
        comparer.Ours.Know(name, comparison.Ours.Json?[key]?.ToString() ?? "none");
    }

    private Task<Comparison> AskAsync(string method, string path, string? body = null) =>
        comparer.AskAsync(new Call(method, "/hub/api" + path, actor) { Body = body });
}

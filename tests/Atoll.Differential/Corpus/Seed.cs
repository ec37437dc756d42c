using System.Text.Json.Nodes;
using Atoll.Differential.Answers;
using Atoll.Differential.Hubs;
using Atoll.TestKit;

namespace Atoll.Differential.Corpus;

/// <summary>Makes the people, groups, tokens, servers and shares that the rest of the corpus looks at: by the same requests on both hubs.</summary>
internal sealed class Seed(Comparer comparer)
{
    private static readonly Actor Seeder = Actor.Token("seeder");

    public async Task RunAsync()
    {
        foreach (var user in World.Users)
        {
            await Task.WhenAll(comparer.Theirs.AddUserAsync(user), comparer.Ours.AddUserAsync(user));
        }

        await GroupsAsync();
        await TokensAsync();
        await ServersAsync();
        await SharesAsync();
        // Whoever has asked once has an activity, on both.
        foreach (var actor in Actors.AllValid)
        {
            await comparer.AskAsync(new Call("GET", "/hub/api/user", actor));
        }
    }

    private async Task GroupsAsync()
    {
        // A role names it, so it is there.
        await AskAsync("POST", "/groups/physics");
        await AskAsync("POST", "/groups/physics/users", """{"users": ["ada", "bob"]}""");
        await AskAsync("POST", "/groups/chemists", """{"users": ["carol"]}""");
        await AskAsync("POST", "/groups", """{"groups": ["empty", "odd group@x"]}""");
        await AskAsync("PUT", "/groups/physics/properties", """{"floor": 2, "nested": {"list": [1, "two", null]}, "name": "Physik"}""");
    }

    private async Task TokensAsync()
    {
        foreach (var person in new[] { "root", "ada", "bob", "carol" })
        {
            await TokenAsync(person, person, """{"note": "all that they may"}""");
        }

        foreach (var spec in Actors.Scoped.Concat(Actors.Personal))
        {
            await TokenAsync(spec.Name, spec.Owner, new JsonObject { ["scopes"] = new JsonArray([.. spec.Scopes.Select(scope => (JsonNode)scope)]) }.ToJsonString());
        }

        await TokenAsync("expired", "ada", """{"expires_in": 1}""");
        await TokenAsync("revoked", "ada", "{}");
        await comparer.AskAsync(new Call("DELETE", "/hub/api/users/ada/tokens/<revoked id>", Actors.Ada));
        var expired = new Call("GET", "/hub/api/user", Actor.Token("expired"));
        await Until.TrueAsync(async () => (await expired.AskAsync(comparer.Theirs)).Status == 403, TimeSpan.FromSeconds(10), "a token to expire");
        await Until.TrueAsync(async () => (await expired.AskAsync(comparer.Ours)).Status == 403, TimeSpan.FromSeconds(10), "a token to expire");
    }

    private async Task TokenAsync(string name, string owner, string body)
    {
        var made = await comparer.AskAsync(new Call("POST", $"/hub/api/users/{owner}/tokens", Seeder) { Body = body });
        foreach (var (side, answer) in new[] { (comparer.Theirs, made.Theirs), (comparer.Ours, made.Ours) })
        {
            side.Know(name, (string?)answer.Json?["token"] ?? "none");
            side.Know(name + " id", (string?)answer.Json?["id"] ?? "none");
        }
    }

    private async Task ServersAsync()
    {
        await AskAsync("POST", "/users/ada/server", """{"environment": "prompt"}""");
        await AskAsync("POST", "/users/ada/servers/gpu", """{"environment": "prompt"}""");
        await AskAsync("POST", "/users/bob/server", "{}");
        await AskAsync("POST", "/users/mail@example.org/server", """{"environment": "prompt"}""");
        await AskAsync("POST", "/users/erin/server", """{"environment": "prompt"}""");
        await AskAsync("DELETE", "/users/erin/server");
    }

    private async Task SharesAsync()
    {
        await AskAsync("POST", "/shares/ada/", """{"user": "bob"}""");
        await AskAsync("POST", "/shares/ada/gpu", """{"group": "chemists"}""");
    }

    private Task<Comparison> AskAsync(string method, string path, string? body = null) =>
        comparer.AskAsync(new Call(method, "/hub/api" + path, Seeder) { Body = body });
}

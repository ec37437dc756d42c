namespace Atoll.Differential.Corpus.Scripts;

/// <summary>Groups: who is in them, what they are told, and what a membership is worth.</summary>
internal static class GroupScripts
{
    public static IEnumerable<Func<Script, Task>> All => [LifeAsync, MembersAsync, PropertiesAsync, OddNamesAsync, WorthAsync, DeletedMemberAsync];

    private static async Task LifeAsync(Script script)
    {
        await script.PostAsync("/groups/g-one");
        await script.PostAsync("/groups/g-one");
        await script.GetAsync("/groups/g-one");
        await script.DeleteAsync("/groups/g-one");
        await script.DeleteAsync("/groups/g-one");
        await script.GetAsync("/groups/g-one");
        await script.PostAsync("/groups", """{"groups": ["g-a", "g-b"], "users": ["dave"]}""");
        await script.PostAsync("/groups", """{"groups": ["g-c", "g-a"]}""");
        await script.GetAsync("/groups/g-c");
        await script.DeleteAsync("/groups/g-a");
        await script.DeleteAsync("/groups/g-b");
        await script.DeleteAsync("/groups/g-c");
    }

    private static async Task MembersAsync(Script script)
    {
        await script.PostAsync("/groups/g-members", """{"users": ["erin"]}""");
        await script.PostAsync("/groups/g-members/users", """{"users": ["dave", "carol"]}""");
        await script.PostAsync("/groups/g-members/users", """{"users": ["dave", "DAVE"]}""");
        await script.PostAsync("/groups/g-members/users", """{"users": ["ghost", "bob"]}""");
        await script.GetAsync("/groups/g-members");
        await script.DeleteAsync("/groups/g-members/users", """{"users": ["dave"]}""");
        await script.DeleteAsync("/groups/g-members/users", """{"users": ["dave"]}""");
        await script.DeleteAsync("/groups/g-members/users", """{"users": ["ghost"]}""");
        await script.GetAsync("/groups/g-members");
        await script.DeleteAsync("/groups/g-members");
    }

    private static async Task PropertiesAsync(Script script)
    {
        await script.PostAsync("/groups/g-props");
        await script.PutAsync("/groups/g-props/properties", """{"a": 1, "b": [true, null, 1.5, "x"], "ü": {"deep": {}}}""");
        await script.GetAsync("/groups/g-props");
        await script.PutAsync("/groups/g-props/properties", "{}");
        await script.GetAsync("/groups/g-props");
        await script.DeleteAsync("/groups/g-props");
        await script.PutAsync("/groups/g-props/properties", "{}");
    }

    private static async Task OddNamesAsync(Script script)
    {
        foreach (var name in new[] { "G Upper", "g@x", "g~x", "g.x", "gß", "g'q", "g%x" })
        {
            var path = $"/groups/{Uri.EscapeDataString(name)}";
            await script.PostAsync(path);
            await script.GetAsync(path);
            await script.PostAsync(path + "/users", """{"users": ["dave"]}""");
            await script.DeleteAsync(path);
        }
    }

    /// <summary>A token weakens and strengthens with what its owner belongs to.</summary>
    private static async Task WorthAsync(Script script)
    {
        await script.PostAsync("/users/g-user");
        await script.TokenAsync("g-user", "g-user");
        await script.With("g-user").GetAsync("/user");
        await script.PostAsync("/groups/helpers/users", """{"users": ["g-user"]}""");
        await script.With("g-user").GetAsync("/user");
        await script.With("g-user").GetAsync("/users/carol");
        await script.With("g-user").GetAsync("/groups/helpers");
        await script.DeleteAsync("/groups/helpers/users", """{"users": ["g-user"]}""");
        await script.With("g-user").GetAsync("/user");
        await script.With("g-user").GetAsync("/users/carol");
        await script.DeleteAsync("/users/g-user");
    }

    private static async Task DeletedMemberAsync(Script script)
    {
        await script.PostAsync("/users/g-gone");
        await script.PostAsync("/groups/g-left", """{"users": ["g-gone"]}""");
        await script.DeleteAsync("/users/g-gone");
        await script.GetAsync("/groups/g-left");
        await script.DeleteAsync("/groups/g-left");
    }
}

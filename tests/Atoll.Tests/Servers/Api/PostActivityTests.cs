using System.Globalization;
using Xunit;

namespace Atoll.Tests.Servers.Api;

/// <summary>What servers report of their use (jupyterhub.md 1.2 Users).</summary>
public sealed class PostActivityTests(QuickHub hub) : IClassFixture<QuickHub>
{
    [Fact]
    public async Task Times_move_forward_only()
    {
        var ada = await hub.AddAsync("act-forward");
        await hub.ReadyAsync(ada);
        var late = TimeProvider.System.GetUtcNow().AddMinutes(30);

        Assert.Equal(200, await PostAsync("act-forward", Body(late)));
        Assert.Equal(200, await PostAsync("act-forward", Body(late.AddMinutes(-10))));

        var user = (await hub.AskAsync(ada, "GET", "/users/act-forward")).Json!;
        Assert.Equal(late, Time(user["servers"]![""]!["last_activity"]), TimeSpan.FromMilliseconds(1));
        Assert.Equal(late, Time(user["last_activity"]), TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"last_activity":"yesterday"}""")]
    [InlineData("""{"last_activity":5}""")]
    [InlineData("""{"last_activity":"2999-01-01T00:00:00Z"}""")]
    [InlineData("""{"servers":{"":{}}}""")]
    [InlineData("""{"servers":{"":"2026-01-01T00:00:00Z"}}""")]
    [InlineData("""{"servers":{"":{"last_activity":"2026-01-01T00:00:00Z"},"":{"last_activity":"2026-01-01T00:00:00Z"}}}""")]
    [InlineData("""{"servers":{"gpu":{"last_activity":"2026-01-01T00:00:00Z"}}}""")]
    public async Task What_is_wrong_is_refused(string body)
    {
        if (await hub.Fixture.Services.GetUserAsync("act-bad") is null)
        {
            await hub.ReadyAsync(await hub.AddAsync("act-bad"));
        }

        Assert.Equal(400, await PostAsync("act-bad", body));
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00.123456Z")]
    [InlineData("2026-01-01T02:00:00+02:00")]
    [InlineData("2026-01-01T00:00:00")]
    public async Task Times_come_in_several_forms(string time)
    {
        if (await hub.Fixture.Services.GetUserAsync("act-forms") is null)
        {
            await hub.AddAsync("act-forms");
        }

        Assert.Equal(200, await PostAsync("act-forms", $$"""{"last_activity":"{{time}}"}"""));
    }

    [Fact]
    public async Task Others_are_hidden_and_the_scope_is_needed()
    {
        var ada = await hub.AddAsync("act-ada");
        await hub.AddAsync("act-bob");
        var body = Body(TimeProvider.System.GetUtcNow());

        Assert.Equal(404, (await hub.AskAsync(ada, "POST", "/users/act-bob/activity", body)).Status);
        Assert.Equal(404, (await hub.AskAsync(ada, "POST", "/users/act-nobody/activity", body)).Status);
        Assert.Equal(403, (await hub.AskAsync(ada, "POST", "/users/act-ada/activity", body, "read:users!user=act-ada")).Status);
    }

    private static string Body(DateTimeOffset time)
    {
        var text = time.ToString("O", CultureInfo.InvariantCulture);
        return """{"last_activity":"TIME","servers":{"":{"last_activity":"TIME"}}}""".Replace("TIME", text, StringComparison.Ordinal);
    }

    private static DateTimeOffset Time(System.Text.Json.Nodes.JsonNode? node) =>
        DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);

    private async Task<int> PostAsync(string user, string body)
    {
        var owner = (await hub.Fixture.Services.GetUserAsync(user))!;
        return (await hub.AskAsync(owner, "POST", $"/users/{user}/activity", body)).Status;
    }
}

using Atoll.Tests.Servers;
using Xunit;

namespace Atoll.Tests.Contract;

/// <summary>The operator's commands need no credentials on the socket in the data folder, so nowhere else may they be reached.</summary>
public sealed class CommandDoorTests(QuickHub hub) : IClassFixture<QuickHub>
{
    [Theory]
    [InlineData("/_command/users/list")]
    [InlineData("/_COMMAND/users/list")]
    [InlineData("/_Command/Users/List")]
    [InlineData("/%5Fcommand/users/list")]
    [InlineData("/%5fCOMMAND/users/list")]
    [InlineData("//_command/users/list")]
    [InlineData("/x/../_command/users/list")]
    [InlineData("/x/%2e%2e/_command/users/list")]
    [InlineData("/./_COMMAND//users/list")]
    [InlineData("/_command/users/list/")]
    public async Task People_find_no_commands_however_the_path_is_written(string path)
    {
        await hub.Fixture.AddUserAsync($"door-{Guid.NewGuid():n}");
        using var client = hub.Fixture.Anonymous();
        // As it is written: clients tidy paths up.
        var url = new Uri(hub.Fixture.Url.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(HttpMethod.Post, url);

        using var answer = await client.SendAsync(request, CancellationToken.None);

        Assert.Contains((int)answer.StatusCode, new[] { 404, 405 });
        Assert.DoesNotContain("door-", await answer.Content.ReadAsStringAsync(CancellationToken.None), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/HUB/api/user", "/hub/HUB/api/user")]
    [InlineData("/hub/API/user", null)]
    [InlineData("/hub/api/USER", null)]
    [InlineData("/hub/Login", null)]
    public async Task Path_in_another_case_is_another_path(string path, string? location)
    {
        using var client = hub.Fixture.Anonymous();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal((location is null ? 404 : 302, location), ((int)answer.StatusCode, answer.Headers.Location?.OriginalString));
    }
}

using Atoll.Accounts.People;
using Atoll.Core.Lifecycles;
using Atoll.Servers;
using Atoll.TestKit;
using Atoll.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Servers;

/// <summary>Reading what a server wrote: page and API, running and failed, who may and who may not.</summary>
public sealed class ServerLogTests(QuickHub hub) : IClassFixture<QuickHub>
{
    [Fact]
    public async Task Owner_reads_a_running_servers_log_on_a_page_and_as_text()
    {
        var ada = await hub.AddAsync("log-ada");
        await hub.ReadyAsync(ada);
        using var browser = await hub.SignInAsync(ada);

        using var home = await browser.VisitAsync("/hub/home");
        Assert.Contains("href=\"/hub/log/log-ada\"", await home.Content.ReadAsStringAsync(CancellationToken.None), StringComparison.Ordinal);
        using var answer = await browser.VisitAsync("/hub/log/log-ada");
        var page = new HtmlPage(await answer.Content.ReadAsStringAsync(CancellationToken.None));
        Assert.Equal("standing in, prompt", page.One("pre").Value);

        using var file = await browser.VisitAsync("/hub/log/log-ada?download=1");
        Assert.Equal("attachment; filename=log-ada.log; filename*=UTF-8''log-ada.log", file.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal("standing in, prompt\n", await file.Content.ReadAsStringAsync(CancellationToken.None));
        Assert.Equal((200, "text/plain; charset=utf-8", "standing in, prompt\n"), await LogAsync(ada, "/users/log-ada/server/log"));
        Assert.Equal(404, (await hub.AskAsync(ada, "GET", "/users/log-ada/server/failure")).Status);
    }

    [Fact]
    public async Task Admin_reads_anybodys_and_strangers_learn_nothing()
    {
        var (ada, bob) = (await hub.AddAsync("log-owner"), await hub.AddAsync("log-stranger"));
        var root = await hub.Fixture.AddUserAsync("log-root", "secret", admin: true);
        await hub.ReadyAsync(ada);

        Assert.Equal(200, (await LogAsync(root, "/users/log-owner/server/log")).Status);
        Assert.Equal(404, (await LogAsync(bob, "/users/log-owner/server/log")).Status);
        Assert.Equal(404, (await LogAsync(bob, "/users/log-nobody/server/log")).Status);
        Assert.Equal(404, (await LogAsync(bob, "/users/log-owner/server/failure")).Status);
        // Whoever may use it, or see how it is, does not read what it writes.
        Assert.Equal(403, (await LogAsync(ada, "/users/log-owner/server/log", "access:servers!user=log-owner", "read:servers!user=log-owner")).Status);
        using var browser = await hub.SignInAsync(bob);
        using var page = await browser.VisitAsync("/hub/log/log-owner");
        Assert.Equal(404, (int)page.StatusCode);
    }

    [Theory]
    [InlineData("?lines=1", 200, "the kernel is missing\n")]
    [InlineData("?lines=0", 400, "")]
    [InlineData("?lines=2001", 400, "")]
    [InlineData("?lines=-1", 400, "")]
    [InlineData("?lines=some", 400, "")]
    public async Task Number_of_lines_can_be_asked_for(string query, int status, string text)
    {
        var ada = await FailedAsync($"log-lines-{Guid.NewGuid():n}");

        var answer = await LogAsync(ada, $"/users/{ada.Name}/server/log{query}");

        Assert.Equal(status, answer.Status);
        Assert.True(status == 400 ? answer.Text.Contains("from 1 to 2000", StringComparison.Ordinal) : answer.Text == text, answer.Text);
    }

    [Fact]
    public async Task Failed_servers_last_lines_are_kept_and_a_stopped_ones_are_not()
    {
        var ada = await FailedAsync("log-failed");
        Assert.Equal("standing in, crashing\nthe kernel is missing\n", (await LogAsync(ada, "/users/log-failed/server/log")).Text);

        await hub.ReadyAsync(ada);
        await hub.StopAsync(ada);
        await hub.UntilAsync(ada, ServerPhase.Stopped);
        var (status, _, text) = await LogAsync(ada, "/users/log-failed/server/log");
        Assert.Equal((200, ""), (status, text));
        using var browser = await hub.SignInAsync(ada);
        using var page = await browser.VisitAsync("/hub/log/log-failed");
        Assert.Contains("It does not run", await page.Content.ReadAsStringAsync(CancellationToken.None), StringComparison.Ordinal);
        Assert.Equal(404, (await LogAsync(await hub.AddAsync("log-never"), "/users/log-never/server/log")).Status);
    }

    [Fact]
    public async Task Servers_own_token_is_not_in_it()
    {
        var ada = await hub.AddAsync("log-secret");
        var row = await hub.ReadyAsync(ada, StandIn.Telling);
        var token = hub.Fixture.Services.GetRequiredService<ServerTokens>().Make(row.Id, row.StartNumber);

        var (_, _, text) = await LogAsync(ada, "/users/log-secret/server/log");
        Assert.Contains("my token is [the server's token], keep it", text, StringComparison.Ordinal);

        using var client = await hub.Fixture.WithTokenAsync(ada);
        using var last = await client.GetAsync(new Uri("/user/log-secret/die", UriKind.Relative), CancellationToken.None);
        var died = await hub.UntilAsync(ada, ServerPhase.Stopped);
        Assert.Contains("my token is", died.LogTail, StringComparison.Ordinal);
        Assert.DoesNotContain(token, died.LogTail, StringComparison.Ordinal);
    }

    private async Task<UserRow> FailedAsync(string name)
    {
        var ada = await hub.AddAsync(name);
        await hub.StartAsync(ada, StandIn.Crashing);
        await hub.UntilAsync(ada, ServerPhase.Stopped);
        return ada;
    }

    private async Task<(int Status, string? Type, string Text)> LogAsync(UserRow user, string path, params string[] scopes)
    {
        using var client = await hub.Fixture.WithTokenAsync(user, scopes);
        using var answer = await client.GetAsync(new Uri("/hub/api" + path, UriKind.Relative), CancellationToken.None);
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsStringAsync(CancellationToken.None));
    }
}

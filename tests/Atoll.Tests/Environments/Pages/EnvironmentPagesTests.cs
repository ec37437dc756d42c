using System.Net;
using Atoll.Core.Lifecycles;
using Atoll.Environments.Releases;
using Atoll.TestKit;
using Atoll.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Environments.Pages;

/// <summary>The administrators' page over HTTP: who may see it, and what its buttons do to the releases.</summary>
public sealed class EnvironmentPagesTests(QuickHub hub) : IClassFixture<QuickHub>
{
    private const string Root = "/hub/admin/environments";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ReleaseStore Store => hub.Fixture.Services.GetRequiredService<ReleaseStore>();

    [Fact]
    public async Task It_is_for_administrators_alone()
    {
        using var browser = await hub.SignInAsync(await hub.AddAsync("no-admin"));
        using var page = await browser.VisitAsync(Root);
        using var button = await browser.PostAsync($"{Root}/{StandIn.Silent}/rollback", browser.Cookie("_xsrf"));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (page.StatusCode, button.StatusCode));
        using var home = await browser.VisitAsync("/hub/home");
        Assert.DoesNotContain(Root, await home.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_button_rolls_back()
    {
        await SeeAsync(StandIn.Prompt, "sha256:first");
        await SeeAsync(StandIn.Prompt, "sha256:second");
        await Store.ApplyAsync("local", StandIn.Prompt, new ReleaseTested("sha256:second", null), Cancel);
        using var browser = await AdminAsync("roller");
        using var page = await browser.VisitAsync(Root);
        Assert.Contains($"{Root}/prompt/rollback", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        using var answer = await browser.PostAsync($"{Root}/prompt/rollback", browser.Cookie("_xsrf"));

        Assert.Equal((HttpStatusCode.Found, Root), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.Equal("sha256:first", (await DefaultAsync(StandIn.Prompt))!.ImageId);
        using var again = await browser.PostAsync($"{Root}/prompt/rollback", browser.Cookie("_xsrf"));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("has no default before this one", await again.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_candidate_is_let_in_or_tested_again_as_the_operator_says()
    {
        await SeeAsync(StandIn.Deaf, "sha256:old");
        await SeeAsync(StandIn.Deaf, "sha256:new");
        await Store.ApplyAsync("local", StandIn.Deaf, new ReleaseTested("sha256:new", "It did not start."), Cancel);
        var id = (await Store.OfAsync("local", StandIn.Deaf, Cancel)).Single(row => row.ImageId == "sha256:new").Id;
        using var browser = await AdminAsync("chooser");

        using var chosen = await browser.PostAsync($"{Root}/releases/{id}/default", browser.Cookie("_xsrf"));

        Assert.Equal(HttpStatusCode.Found, chosen.StatusCode);
        Assert.Equal("sha256:new", (await DefaultAsync(StandIn.Deaf))!.ImageId);
        using var removed = await browser.PostAsync($"{Root}/releases/{id}/remove", browser.Cookie("_xsrf"));
        Assert.Equal(HttpStatusCode.Conflict, removed.StatusCode);
        Assert.Contains("it is what people get", await removed.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nowhere/rollback")]
    [InlineData("/nowhere/update")]
    [InlineData("/releases/999999/test")]
    [InlineData("/releases/999999/default")]
    [InlineData("/releases/999999/remove")]
    public async Task What_is_not_there_is_refused_in_a_sentence(string path)
    {
        using var browser = await AdminAsync($"finder{path.GetHashCode(StringComparison.Ordinal):x}");

        using var answer = await browser.PostAsync(Root + path, browser.Cookie("_xsrf"));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Matches("There is no environment|not in the list any more", await answer.Content.ReadAsStringAsync(Cancel));
    }

    private async Task<Accounts.Browser> AdminAsync(string name) =>
        await hub.SignInAsync(await hub.Fixture.AddUserAsync(name, "secret", admin: true));

    private Task<ReleaseRow?> DefaultAsync(string environment) =>
        hub.Fixture.Services.GetRequiredService<EnvironmentReleases>().DefaultAsync(environment, Cancel);

    private Task SeeAsync(string environment, string image) =>
        Store.ApplyAsync("local", environment, new ReferenceSeen(image, "x:1"), new ImageFacts(null, 1 << 20), Cancel);
}

using System.Net;
using Atoll.Tests.Servers;
using Xunit;

namespace Atoll.Tests.Hub;

/// <summary>An administrator may enter somebody else's server, but never without noticing.</summary>
public sealed class EnterPagesTests(QuickHub hub) : IClassFixture<QuickHub>
{
    [Fact]
    public async Task Administrator_is_asked_before_somebody_elses_server_and_let_in_after()
    {
        await hub.ReadyAsync(await hub.AddAsync("enter-owner"));
        using var browser = await hub.SignInAsync(await hub.Fixture.AddUserAsync("enter-admin", "secret", admin: true));

        using var question = await browser.VisitAsync("/hub/enter?next=%2Fuser%2Fenter-owner%2Fx");
        Assert.Equal(HttpStatusCode.OK, question.StatusCode);
        Assert.Contains("Go on only if you trust enter-owner.", await TextAsync(question), StringComparison.Ordinal);
        using var still = await browser.VisitAsync("/user/enter-owner/x");
        Assert.Equal("/hub/enter?next=%2Fuser%2Fenter-owner%2Fx", still.Headers.Location!.OriginalString);

        using var forged = await browser.PostAsync("/hub/enter?next=%2Fuser%2Fenter-owner%2Fx", "made-up");
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        using var let = await browser.PostAsync("/hub/enter?next=%2Fuser%2Fenter-owner%2Fx", browser.Cookie("_xsrf"));
        using var inside = await browser.VisitAsync(let.Headers.Location!.OriginalString);
        Assert.Equal("GET /user/enter-owner/x\n", await TextAsync(inside));
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(CancellationToken.None);
}

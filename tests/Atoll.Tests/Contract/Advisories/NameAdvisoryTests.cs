using Atoll.Core.Names;
using Atoll.Tests.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Atoll.Accounts.People;
using Xunit;

namespace Atoll.Tests.Contract.Advisories;

/// <summary>Names that stand for another one's.</summary>
public sealed class NameAdvisoryTests(HubSlice hub) : IClassFixture<HubSlice>
{
    /// <summary>
    /// GHSA-5xvc-vgmp-jgc3 (FirstUseAuthenticator): a name that was written differently had no password yet and got any. Names are brought to
    /// one form before anything is looked up.
    /// </summary>
    [Theory]
    [InlineData("Case-Ada")]
    [InlineData("CASE-ADA")]
    [InlineData(" case-ada ")]
    public async Task Name_in_another_case_is_the_same_person_with_the_same_password(string written)
    {
        await hub.EnsureUserAsync("case-ada", "secret");
        using var wrong = hub.NewBrowser();
        using var right = hub.NewBrowser();

        Assert.Equal(403, (int)(await wrong.SignInAsync(written, "another")).StatusCode);
        Assert.Equal(302, (int)(await right.SignInAsync(written, "secret")).StatusCode);
        using var self = await right.VisitAsync("/hub/api/user");
        Assert.Equal("case-ada", (string?)(await ApiAnswer.OfAsync(self)).Json!["name"]);
    }

    /// <summary>jupyterhub.md 3.2, rule 5: of two names that differ in their case alone there is one.</summary>
    [Theory]
    [InlineData("twin", "TWIN")]
    [InlineData("twin-\u00fc", "Twin-\u00dc")]
    public async Task Second_name_that_differs_in_case_is_taken(string first, string second)
    {
        var users = hub.Services.GetRequiredService<Users>();
        await hub.AddUserAsync(first);
        Assert.Null(await users.CreateAsync(UserName.Parse(second), admin: false, password: null, CancellationToken.None));
    }

    /// <summary>
    /// GHSA-v7m9-9497-p9gr (CVE-2020-15110, KubeSpawner): one user's named server was called as another user's default one. Workloads and homes
    /// are called by number, and paths keep user and server apart.
    /// </summary>
    [Fact]
    public void Server_of_one_user_is_never_called_as_one_of_another()
    {
        string[] names = ["a", "a-b", "a--b", "a-b-c", "b", "a.b", "a~b", "a@b", "a_b", "b-c"];
        string[] servers = ["", "b", "b-c", "c", "-b", "a"];
        var all = (from user in names from server in servers select (User: user, Server: server)).ToList();

        Assert.Equal(all.Count, all.Select(one => UrlNames.ServerPrefix(one.User, one.Server)).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(all.Count, all.Select(one => OAuthNames.AccessScope(one.User, one.Server)).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(all.Count, all.Select(one => OAuthNames.RedirectUri(one.User, one.Server)).Distinct(StringComparer.Ordinal).Count());
    }
}

using Atoll.Accounts.Services;
using Atoll.Core.Scopes;
using Atoll.Hub.Services;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Xunit;

namespace Atoll.Tests.Hub.Services;

/// <summary>Services and groups that the configuration makes.</summary>
public sealed class ConfiguredServicesTests
{
    [Fact]
    public async Task Services_and_groups_are_there_when_the_hub_is()
    {
        await using var hub = await HubFixture.StartAsync(options =>
        {
            StandIn.Configure(options);
            options.Services = [new() { Name = "culler", ApiToken = "culler-token", Admin = true }];
            options.LoadGroups = new() { ["physics"] = new() { Users = ["Ada"], Properties = new() { ["project"] = "4711" } } };
            options.ManageGroups = true;
            options.AuthenticatePrometheus = false;
        });
        using var client = hub.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("token", "culler-token");

        var group = await ApiAnswer.OfAsync(await client.GetAsync(new Uri("/hub/api/groups/physics", UriKind.Relative)));
        Assert.Equal(("""["ada"]""", """{"project":"4711"}"""), (group.Json!["users"]!.ToJsonString(), group.Json["properties"]!.ToJsonString()));

        var refused = await ApiAnswer.OfAsync(await client.PostAsync(new Uri("/hub/api/groups/x", UriKind.Relative), null));
        Assert.Equal((400, "Group management via API is disabled"), (refused.Status, refused.Message));

        var kept = await ApiAnswer.OfAsync(await client.DeleteAsync(new Uri("/hub/api/services/culler", UriKind.Relative)));
        Assert.Equal((405, "Service culler is not modifiable at runtime"), (kept.Status, kept.Message));

        using var anybody = hub.Anonymous();
        Assert.Contains("jupyterhub_total_users 1", await anybody.GetStringAsync(new Uri("/hub/metrics", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_is_an_administrator_when_roles_say_so()
    {
        await using var hub = await HubFixture.StartAsync(options =>
        {
            StandIn.Configure(options);
            options.Services = [new() { Name = "culler", ApiToken = "culler-token" }, new() { Name = "other", ApiToken = "other-token" }];
            options.LoadRoles = [new() { Name = "admin", Services = ["culler"] }];
        });

        Assert.Equal((200, 403), (await StatusAsync(hub, "culler-token"), await StatusAsync(hub, "other-token")));
    }

    private static async Task<int> StatusAsync(HubFixture hub, string token)
    {
        using var client = hub.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("token", token);
        using var answer = await client.GetAsync(new Uri("/hub/api/users", UriKind.Relative));
        return (int)answer.StatusCode;
    }

    [Fact]
    public void Faults_name_the_key_and_the_remedy()
    {
        ServiceOptions[] services =
        [
            new() { Name = "a", ApiToken = "the-same-token", Url = "http://127.0.0.1:1" },
            new() { Name = "a", ApiToken = "the-same-token", OauthClientId = "service-a", OauthRedirectUri = "/a/cb" },
            new() { Name = "c", OauthClientId = "mine", OauthRedirectUri = "/c/cb" },
        ];

        Assert.Equal(
            [
                "services[1].name", "services[1].api_token", "services[1].oauth_client_id", "services[2].oauth_client_id",
            ],
            ServiceRules.Check(services, ScopeCatalog.Standard).Select(misfit => misfit.Key));
        Assert.Equal(["api_token", "url"], new ServiceOptions { Name = "x", ApiToken = "short", Url = "nowhere" }.Check().Select(misfit => misfit.Key));
    }
}

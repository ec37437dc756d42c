using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.People;
using Atoll.Accounts.Services;
using Atoll.Proxy;
using Atoll.Servers;
using Atoll.Tests.OAuth;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Accounts;

/// <summary>Whose token opens a server at the proxy, and as whom.</summary>
public sealed class GateTokenTests(HubSlice hub) : IClassFixture<HubSlice>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Service_that_may_use_servers_enters_without_being_a_user()
    {
        var resource = await ServerAsync("served");
        var (service, token) = await ServiceAsync("viewer", admin: true, "inherit");

        var answer = await AskAsync(resource, token);

        var subject = Assert.IsType<AccessAnswer.Allow>(answer).Subject;
        Assert.Equal((null, null, null), (subject.UserId, subject.UserName, subject.SessionId));
        await hub.Database.WriteAsync(connection => TokenStore.RevokeServiceAsync(connection, service.Id), Cancel);
        Assert.IsType<AccessAnswer.Unknown>(await AskAsync(resource, token));
    }

    [Theory]
    [InlineData(false, "inherit")]
    [InlineData(true, "read:users")]
    [InlineData(true, "access:servers!user=another")]
    public async Task Service_that_may_not_is_known_and_denied(bool admin, string scope)
    {
        var resource = await ServerAsync($"closed-{admin}-{scope.Length}");
        var (_, token) = await ServiceAsync($"other-{admin}-{scope.Length}", admin, scope);

        Assert.IsType<AccessAnswer.Deny>(await AskAsync(resource, token));
    }

    [Fact]
    public async Task Owner_enters_by_name()
    {
        var resource = await ServerAsync("at-home");
        var owner = await hub.FindUserAsync("at-home");

        var subject = Assert.IsType<AccessAnswer.Allow>(await AskAsync(resource, await hub.TokenAsync(owner))).Subject;

        Assert.Equal((owner.Id, "at-home"), (subject.UserId, subject.UserName));
        Assert.IsType<AccessAnswer.Unknown>(await AskAsync(resource, "no-such-token"));
    }

    private ValueTask<AccessAnswer> AskAsync(string resource, string token) =>
        hub.Services.GetRequiredService<IAccessCheck>().CheckAsync(new AccessQuestion(resource, token), Cancel);

    private async Task<string> ServerAsync(string owner)
    {
        UserRow user = await hub.AddUserAsync(owner);
        await TestClient.RegisterAsync(hub, user);
        var id = await hub.Database.ReadAsync(
            connection => connection.QuerySingleAsync<long>("SELECT id FROM servers WHERE user_id = @Id", user), Cancel);
        return ServerNames.KeyOf(id);
    }

    private async Task<(ServiceRow Service, string Token)> ServiceAsync(string name, bool admin, string scope)
    {
        var service = (await hub.Database.WriteAsync(
            connection => ServiceStore.CreateAsync(connection, new ServiceRow { Id = 0, Name = name, Admin = admin }), Cancel))!;
        var token = new NewToken { ServiceId = service.Id, Scopes = [scope], Note = "" };
        return (service, (await hub.Services.GetRequiredService<Tokens>().IssueAsync(token, Cancel)).Secret);
    }
}

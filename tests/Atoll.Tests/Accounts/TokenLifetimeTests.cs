using Atoll.Accounts.ApiTokens;
using Atoll.Client.Json;
using Atoll.Platform.Configuration;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Accounts;

public sealed class TokenLifetimeTests(HubSlice hub) : IClassFixture<HubSlice>
{
    /// <summary>Asked for, the operator's limit, what it lives; 0 for without end, null when refused.</summary>
    [Theory]
    [InlineData(null, null, 0L)]
    [InlineData(0L, null, 0L)]
    [InlineData(1L, null, 1L)]
    [InlineData(99_999_999_999L, null, 99_999_999_999L)]
    [InlineData(null, 60, 60L)]
    [InlineData(0L, 60, 60L)]
    [InlineData(60L, 60, 60L)]
    [InlineData(61L, 60, null)]
    [InlineData(-1L, 60, null)]
    [InlineData(-1L, null, null)]
    [InlineData(long.MaxValue, null, null)]
    [InlineData(long.MinValue, null, null)]
    public void Lifetime_is_as_asked_up_to_the_limit(long? seconds, int? most, long? lives)
    {
        var (lifetime, fault) = TokenExpiry.Of(
            seconds, most is null ? null : TimeSpan.FromSeconds(most.Value), new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(lives is null, fault is not null);
        Assert.Equal(lives ?? 0, (long)(lifetime?.TotalSeconds ?? 0));
    }

    [Fact]
    public async Task Operator_limits_how_long_tokens_live()
    {
        var token = await hub.TokenAsync(await hub.AddUserAsync("limited"));
        var options = hub.Services.GetRequiredService<Live<HubOptions>>();
        var before = options.Value;
        options.Replace(new HubOptions { TokenExpiresInMaxSeconds = 60 });
        var (unsaid, zero, less, more) = (await AskAsync("{}"), await AskAsync("""{"expires_in":0}"""), await AskAsync("""{"expires_in":59}"""),
            await AskAsync("""{"expires_in":61}"""));
        options.Replace(before);

        Assert.Equal(Later(60), (string)unsaid.Json!["expires_at"]!);
        Assert.Equal(Later(60), (string)zero.Json!["expires_at"]!);
        Assert.Equal(Later(59), (string)less.Json!["expires_at"]!);
        Assert.Equal((400, "token expires_in: 61 must not exceed 60"), (more.Status, more.Message));

        string Later(int seconds) => HubTimeConverter.Format(hub.Time.GetUtcNow().AddSeconds(seconds));

        Task<ApiAnswer> AskAsync(string body) => hub.AskAsync("POST", "/hub/api/users/limited/tokens", token, body);
    }

    [Fact]
    public async Task List_has_live_tokens_alone_and_forgets_the_others()
    {
        var user = await hub.AddUserAsync("forgetful");
        var token = await hub.TokenAsync(user, "read:tokens!user", "tokens!user");
        var brief = await hub.AskAsync("POST", "/hub/api/users/forgetful/tokens", token, """{"expires_in":1,"scopes":[]}""");
        Assert.Equal(201, brief.Status);
        hub.Time.Advance(TimeSpan.FromSeconds(1));

        var listed = (await hub.AskAsync("GET", "/hub/api/users/forgetful/tokens", token)).Json!["api_tokens"]!.AsArray();

        var only = Assert.Single(listed)!;
        Assert.Contains("tokens!user=forgetful", only["scopes"]!.AsArray().Select(scope => (string)scope!));
        var left = await hub.Database.ReadAsync(
            connection => connection.QuerySingleAsync<int>("SELECT count(*) FROM tokens WHERE user_id = @Id", user), CancellationToken.None);
        Assert.Equal(1, left);
    }
}

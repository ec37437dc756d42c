using Atoll.Proxy;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Proxy;

public sealed class TokenChecksTests
{
    private readonly ManualTime _time = new();
    private readonly ListedTokens _listed = new();
    private readonly Revocations _revocations;
    private readonly TokenChecks _checks;

    public TokenChecksTests()
    {
        _revocations = new Revocations(new LiveRequests(), _time);
        _checks = new TokenChecks(_listed, _revocations, _time);
        _listed.Allow("secret", new Subject(7, "ada", "s", "t"));
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("guess")]
    public async Task Remembers_an_answer_for_ten_seconds(string token)
    {
        await AskAsync(token);
        _time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        await AskAsync(token);
        Assert.Equal(1, _listed.Asked);
        _time.Advance(TimeSpan.FromTicks(1));
        await AskAsync(token);
        Assert.Equal(2, _listed.Asked);
    }

    [Fact]
    public async Task Answers_are_for_one_resource_and_one_token()
    {
        await AskAsync("secret");
        await AskAsync("secret", "server:13");
        await AskAsync("Secret");
        Assert.Equal(3, _listed.Asked);
    }

    [Theory]
    [InlineData("token:t")]
    [InlineData("session:s")]
    public async Task Revoked_token_is_unknown_whatever_the_check_still_says(string subject)
    {
        Assert.IsType<AccessAnswer.Allow>(await AskAsync("secret"));
        _time.Advance(TimeSpan.FromSeconds(1));
        _revocations.Revoke(subject, _time.GetUtcNow().AddMinutes(5));
        Assert.IsType<AccessAnswer.Unknown>(await AskAsync("secret"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<AccessAnswer.Unknown>(await AskAsync("secret"));
    }

    [Theory]
    [InlineData("token:t")]
    [InlineData("user:7")]
    [InlineData("resource:server:12")]
    public async Task Revocation_while_the_check_is_under_way_counts(string subject)
    {
        _listed.Meanwhile = () => _revocations.Revoke(subject, _time.GetUtcNow().AddMinutes(5));
        Assert.IsType<AccessAnswer.Unknown>(await AskAsync("secret"));
    }

    [Fact]
    public async Task Revoked_user_is_asked_about_again()
    {
        await AskAsync("secret");
        _time.Advance(TimeSpan.FromSeconds(1));
        _revocations.Revoke("user:7", _time.GetUtcNow().AddMinutes(5));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<AccessAnswer.Allow>(await AskAsync("secret"));
        Assert.Equal(2, _listed.Asked);
    }

    [Fact]
    public async Task A_flood_of_guesses_pushes_out_the_oldest_answers_only()
    {
        await AskAsync("secret");
        for (var i = 0; i < TokenChecks.Capacity - 1; i++)
        {
            await AskAsync($"guess-{i}");
        }

        await AskAsync("secret");
        Assert.Equal(TokenChecks.Capacity, _listed.Asked);
        await AskAsync("one more");
        await AskAsync("secret");
        Assert.Equal(TokenChecks.Capacity + 2, _listed.Asked);
    }

    private async Task<AccessAnswer> AskAsync(string token, string resource = "server:12") =>
        (await _checks.AskAsync(resource, token, TestContext.Current.CancellationToken)).Answer;
}

using Atoll.Proxy;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Proxy;

public sealed class RevocationsTests
{
    private readonly ManualTime _time = new();
    private readonly Revocations _revocations;

    public RevocationsTests() => _revocations = new Revocations(new LiveRequests(), _time);

    [Theory]
    [InlineData("session:s")]
    [InlineData("token:t")]
    [InlineData("user:7")]
    [InlineData("resource:server:12")]
    [InlineData("entry:7@server:12")]
    public void Hold_until_their_time_and_not_longer(string subject)
    {
        var passage = Passage();
        _revocations.Revoke(subject, _time.GetUtcNow().AddMinutes(5));
        Assert.True(_revocations.IsRevoked(passage));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.False(_revocations.IsRevoked(passage));
    }

    [Theory]
    [InlineData("session:s", true)]
    [InlineData("token:t", true)]
    [InlineData("user:7", false)]
    [InlineData("resource:server:12", false)]
    [InlineData("entry:7@server:12", false)]
    public void Sessions_and_tokens_are_gone_for_good_but_users_and_resources_only_up_to_now(string subject, bool forGood)
    {
        _revocations.Revoke(subject, _time.GetUtcNow().AddMinutes(5));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(forGood, _revocations.IsRevoked(Passage()));
    }

    [Theory]
    [InlineData("entry:8@server:12")]
    [InlineData("entry:7@server:1")]
    [InlineData("entry:7@server:123")]
    public void Entry_of_another_or_to_another_is_left_alone(string subject)
    {
        _revocations.Revoke(subject, _time.GetUtcNow().AddMinutes(5));
        Assert.False(_revocations.IsRevoked(Passage()));
    }

    [Fact]
    public void A_second_revocation_moves_the_moment_and_never_shortens_the_time()
    {
        _revocations.Revoke("user:7", _time.GetUtcNow().AddMinutes(10));
        _time.Advance(TimeSpan.FromMinutes(1));
        var passage = Passage();
        _revocations.Revoke("user:7", _time.GetUtcNow().AddMinutes(1));
        Assert.True(_revocations.IsRevoked(passage));
        _time.Advance(TimeSpan.FromMinutes(8));
        Assert.True(_revocations.IsRevoked(passage));
    }

    [Fact]
    public void Names_longer_than_the_stack_buffer_are_found_too()
    {
        var session = new string('s', 1000);
        _revocations.Revoke("session:" + session, _time.GetUtcNow().AddMinutes(5));
        Assert.True(_revocations.IsRevoked(Passage() with { Subject = new Subject(7, "ada", session) }));
    }

    [Fact]
    public void Where_the_target_checks_only_the_resource_can_be_revoked()
    {
        var unchecked_ = Passage() with { Subject = null };
        _revocations.Revoke("user:7", _time.GetUtcNow().AddMinutes(5));
        Assert.False(_revocations.IsRevoked(unchecked_));
        _revocations.Revoke("resource:server:12", _time.GetUtcNow().AddMinutes(5));
        Assert.True(_revocations.IsRevoked(unchecked_));
    }

    private Passage Passage() => new("server:12", new Subject(7, "ada", "s", "t"), _time.GetUtcNow());
}

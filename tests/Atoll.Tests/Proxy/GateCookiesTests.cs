using Atoll.Core.Routing;
using Atoll.Proxy;
using Atoll.TestKit;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Atoll.Tests.Proxy;

public sealed class GateCookiesTests
{
    private static readonly Route Route = new() { Prefix = "/user/ada/", Target = new Uri("http://127.0.0.1:1"), Resource = "server:12" };
    private static readonly Subject Ada = new(7, "ada", "session-1");

    private readonly ManualTime _time = new();
    private readonly Revocations _revocations;
    private readonly GateCookies _cookies;

    public GateCookiesTests()
    {
        _revocations = new Revocations(new LiveRequests(), _time);
        _cookies = new GateCookies(new ProxyOptions { GateKey = new byte[32] }, _revocations, _time);
    }

    [Theory]
    [InlineData("/user/ada/", false, "; path=/user/ada; samesite=lax; httponly")]
    [InlineData("/user/zo%C3%AB@x/", true, "; path=/user/zo%C3%AB@x; secure; samesite=lax; httponly")]
    [InlineData("/", false, "; path=/; samesite=lax; httponly")]
    public void Is_scoped_to_the_prefix_and_hidden_from_scripts(string prefix, bool https, string attributes)
    {
        var context = new DefaultHttpContext();
        context.Request.IsHttps = https;
        _cookies.Issue(context, prefix, "server:12", Ada, _time.GetUtcNow().AddDays(1));
        var set = Assert.Single(context.Response.Headers.SetCookie)!;
        Assert.StartsWith("atoll-gate=", set, StringComparison.Ordinal);
        Assert.EndsWith(attributes, set, StringComparison.Ordinal);
    }

    [Fact]
    public void Opens_its_resource_for_its_subject_and_no_other()
    {
        var cookie = Issue();
        Assert.Equal(Ada, _cookies.Read(With(cookie), "server:12")?.Subject);
        Assert.Null(_cookies.Read(With(cookie), "server:13"));
        Assert.Null(_cookies.Read(With("other=" + cookie), "server:12"));
    }

    [Fact]
    public void Good_value_counts_among_planted_ones()
    {
        var other = Issue(resource: "server:13");
        Assert.NotNull(_cookies.Read(With($"a=b; atoll-gate=rubbish; {other};{Issue()} ; c=d"), "server:12"));
    }

    [Fact]
    public void Is_good_for_five_minutes()
    {
        var cookie = Issue();
        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.False(_cookies.IsStale(_cookies.Read(With(cookie), "server:12")!));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(_cookies.IsStale(_cookies.Read(With(cookie), "server:12")!));
    }

    [Fact]
    public void Newest_of_several_counts()
    {
        var old = Issue();
        _time.Advance(TimeSpan.FromMinutes(1));
        var cookie = Issue();
        Assert.Equal(_time.GetUtcNow(), _cookies.Read(With($"{old}; {cookie}"), "server:12")?.Renewed);
        Assert.Equal(_time.GetUtcNow(), _cookies.Read(With($"{cookie}; {old}"), "server:12")?.Renewed);
    }

    [Fact]
    public void Is_renewed_after_a_minute_and_not_before()
    {
        var cookie = Issue();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(Renew(cookie));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(Renew(cookie));
    }

    [Fact]
    public void Guests_is_renewed_only_when_the_hub_has_just_vouched_for_them()
    {
        var context = new DefaultHttpContext();
        _cookies.Issue(context, Route, Ada, _time.GetUtcNow().AddDays(1), isGuest: true);
        var cookie = context.Response.Headers.SetCookie.ToString().Split(';')[0];
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Null(Renew(cookie));

        var ticket = _cookies.Read(With(cookie), "server:12")!;
        var vouched = new DefaultHttpContext();
        _cookies.Renew(vouched, Route, ticket with { Issued = _time.GetUtcNow() });
        Assert.True(_cookies.Read(With(vouched.Response.Headers.SetCookie.ToString().Split(';')[0]), "server:12")!.IsGuest);
    }

    [Fact]
    public void Renewals_last_until_the_session_ends_and_no_longer()
    {
        var cookie = Issue(ends: TimeSpan.FromMinutes(13));
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(4));
            cookie = Renew(cookie)!;
        }

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(_cookies.Read(With(cookie), "server:12"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_cookies.Read(With(cookie), "server:12"));
    }

    [Theory]
    [InlineData("session:session-1", true)]
    [InlineData("user:7", true)]
    [InlineData("resource:server:12", true)]
    [InlineData("session:session-2", false)]
    [InlineData("user:77", false)]
    [InlineData("token:session-1", false)]
    [InlineData("resource:server:1", false)]
    public void Is_worthless_once_revoked(string subject, bool worthless)
    {
        var cookie = Issue();
        _time.Advance(TimeSpan.FromSeconds(1));
        _revocations.Revoke(subject, _time.GetUtcNow().AddMinutes(5));
        Assert.Equal(worthless, _cookies.Read(With(cookie), "server:12") is null);
    }

    [Fact]
    public void Renewal_does_not_outrun_the_revocation_of_a_user()
    {
        var cookie = Issue();
        var ticket = _cookies.Read(With(cookie), "server:12")!;
        _time.Advance(TimeSpan.FromMinutes(2));
        _revocations.Revoke("user:7", _time.GetUtcNow().AddMinutes(5));
        _time.Advance(TimeSpan.FromSeconds(1));

        // A request that was let in before the revocation ends after it.
        var renewed = Renewed(ticket)!;
        Assert.Null(_cookies.Read(With(renewed), "server:12"));
    }

    [Fact]
    public void Signing_in_again_after_the_revocation_of_a_user_opens_the_gate_again()
    {
        _revocations.Revoke("user:7", _time.GetUtcNow().AddMinutes(5));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(_cookies.Read(With(Issue()), "server:12"));
    }

    [Fact]
    public void A_revoked_session_gets_no_new_cookie_that_works()
    {
        _revocations.Revoke("session:session-1", _time.GetUtcNow().AddMinutes(5));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_cookies.Read(With(Issue()), "server:12"));
    }

    private static HttpRequest With(string cookies)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Cookie = cookies;
        return context.Request;
    }

    private static string? SetBy(HttpContext context) => context.Response.Headers.SetCookie.ToString() is { Length: > 0 } set ? set.Split(';')[0] : null;

    private string Issue(string resource = "server:12", TimeSpan? ends = null)
    {
        var context = new DefaultHttpContext();
        _cookies.Issue(context, Route with { Resource = resource }, Ada, _time.GetUtcNow() + (ends ?? TimeSpan.FromDays(14)));
        return SetBy(context)!;
    }

    private string? Renew(string cookie) => Renewed(_cookies.Read(With(cookie), "server:12")!);

    private string? Renewed(GateTicket ticket)
    {
        var context = new DefaultHttpContext();
        _cookies.Renew(context, Route, ticket);
        return SetBy(context);
    }
}

using Atoll.Proxy;
using Xunit;

namespace Atoll.Tests.Proxy;

public sealed class CookieRulesTests
{
    [Theory]
    [InlineData("a=1; atoll-gate=x; b=2", "a=1; b=2")]
    [InlineData("atoll-gate=x; b=2", "b=2")]
    [InlineData("a=1; jupyterhub-hub-login=\"2|1:0|x\"", "a=1")]
    [InlineData("atoll-gate=x", "")]
    [InlineData("atoll-gate=x; atoll-gate=y;jupyterhub-hub-login=z", "")]
    [InlineData("a=1;b=2;  c=\"x y\" ;; d", "a=1;b=2;  c=\"x y\" ;; d")]
    [InlineData("a=1;b=2;  c=\"x y\" ;; d;atoll-gate=1", "a=1;b=2;  c=\"x y\" ;; d")]
    [InlineData("jupyterhub-session-id=1; _xsrf=2|3|4; jupyterhub-user-ada=x=y==", "jupyterhub-session-id=1; _xsrf=2|3|4; jupyterhub-user-ada=x=y==")]
    [InlineData("my-atoll-gate=1; atoll-gate2=2; x=atoll-gate=3", "my-atoll-gate=1; atoll-gate2=2; x=atoll-gate=3")]
    [InlineData("Atoll-Gate=1", "Atoll-Gate=1")]
    public void Own_cookies_are_cut_out_and_the_rest_stays_as_it_is(string header, string kept) => Assert.Equal(kept, CookieHeader.WithoutOwn(header));

    [Theory]
    [InlineData("atoll-gate=x; Path=/user/ada/", true)]
    [InlineData(" atoll-gate =x", true)]
    [InlineData("atoll-gate", true)]
    [InlineData("=atoll-gate=x", true)]
    [InlineData("= =\tatoll-gate=x", true)]
    [InlineData("jupyterhub-hub-login=; Max-Age=0", true)]
    [InlineData("jupyterhub-session-id=x", true)]
    [InlineData("_xsrf=x; Path=/hub/", true)]
    [InlineData("_xsrf=x; path = /hub; Secure", true)]
    [InlineData("_xsrf=x; Path=/user/ada/; Path=/hub/api", true)]
    [InlineData("_xsrf=x; Path=/hub/; Path=/user/ada/", false)]
    [InlineData("_xsrf=x; Path=/hubble/", false)]
    [InlineData("_xsrf=x; Path=/user/ada/", false)]
    [InlineData("_xsrf=x", false)]
    [InlineData("other=x; Path=/hub/", false)]
    [InlineData("Atoll-Gate=x", false)]
    [InlineData("username-127-0-0-1-8888=\"2|1:0\"; expires=Wed, 01 Jan 2031 00:00:00 GMT; HttpOnly; Path=/user/ada/", false)]
    public void Servers_cannot_set_what_is_not_theirs(string setCookie, bool forged) => Assert.Equal(forged, OwnCookies.IsForged(setCookie));
}

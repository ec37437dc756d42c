using Atoll.Accounts.SignIn;
using Xunit;

namespace Atoll.Tests.Accounts;

public sealed class NextUrlTests
{
    [Theory]
    [InlineData("/hub/home", "/hub/home")]
    [InlineData("/user/ada/lab?path=a%20b#c", "/user/ada/lab?path=a%20b#c")]
    [InlineData("/user/ada/lab?path=a\\b", "/user/ada/lab?path=a\\b")]
    [InlineData("http://hub.example:8000/user/ada/", "/user/ada/")]
    [InlineData("https://HUB.example:8000/user/ada/?x=1", "/user/ada/?x=1")]
    [InlineData("//hub.example:8000/x", "/x")]
    [InlineData("http://hub.example:8000", "/")]
    [InlineData("/a//b", "/a//b")]
    [InlineData("/@evil.example", "/@evil.example")]
    public void Stays_here(string next, string expected) => Assert.Equal(expected, NextUrl.Check(next, "hub.example:8000"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("hub/home")]
    [InlineData("//evil.example/")]
    [InlineData("///evil.example/")]
    [InlineData("////evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\\/evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("\n//evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("http:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("http://hub.example:8000.evil.example/")]
    [InlineData("http://hub.example:8000@evil.example/")]
    [InlineData("http://hub.example:80001/")]
    [InlineData("http://hub.example/")]
    [InlineData("http://user@hub.example:8000/")]
    [InlineData("http://hub.example:8000//evil.example/")]
    [InlineData("//hub.example:8000//evil.example/")]
    [InlineData("http://hub.example:8000\\@evil.example/")]
    [InlineData("ftp://hub.example:8000/")]
    public void Leads_elsewhere_and_is_refused(string? next) => Assert.Null(NextUrl.Check(next, "hub.example:8000"));
}

using Atoll.Accounts.Pages;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.Accounts.Pages;

public sealed class LoginPageTests
{
    private static readonly LoginModel Model = new() { Page = Gallery.Nobody };

    [Fact]
    public async Task It_posts_to_login_and_keeps_where_the_person_was_heading()
    {
        var page = await Rendered.PageAsync(Model with { Next = "/user/ada/lab?a=1&b=ö" });

        Assert.Equal("/hub/login?next=%2Fuser%2Fada%2Flab%3Fa%3D1%26b%3D%C3%B6", page.One("form").Value("action"));
    }

    [Fact]
    public async Task Without_a_destination_the_address_is_bare()
    {
        var page = await Rendered.PageAsync(Model);

        Assert.Equal("/hub/login", page.One("form").Value("action"));
    }

    [Fact]
    public async Task Password_managers_know_the_fields_and_the_name_has_the_focus()
    {
        var page = await Rendered.PageAsync(Model);

        Assert.Equal("username", page.ById("username")!.Value("autocomplete"));
        Assert.Equal("current-password", page.ById("password")!.Value("autocomplete"));
        Assert.True(page.ById("username")!.Has("autofocus"));
        Assert.False(page.ById("password")!.Has("autofocus"));
    }

    [Fact]
    public async Task A_fault_stands_beside_the_form_and_the_name_is_kept_but_not_the_password()
    {
        var page = await Rendered.PageAsync(Model with { UserName = "ada", Fault = LoginFault.NoMatch });

        Assert.Equal("That name and password do not match.", page.ById("login-fault")!.Text());
        Assert.Equal("alert", page.ById("login-fault")!.Value("role"));
        Assert.Equal("login-fault", page.ById("password")!.Value("aria-describedby"));
        Assert.Equal("ada", page.ById("username")!.Value("value"));
        Assert.False(page.ById("password")!.Has("value"));
        Assert.StartsWith("Error: ", page.One("title").Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, "Too many tries. Wait 30 seconds.")]
    [InlineData(0.2, "Too many tries. Wait 1 second.")]
    [InlineData(301, "Too many tries. Wait 6 minutes.")]
    public void The_rate_limit_says_how_long(double seconds, string text) =>
        Assert.Equal(text, LoginFault.TooManyTries(TimeSpan.FromSeconds(seconds)).Text);

    [Fact]
    public async Task Somebody_who_signed_out_is_told_so()
    {
        Assert.Contains("You are signed out.", (await Rendered.PageAsync(Model with { SignedOut = true })).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("You are signed out.", (await Rendered.PageAsync(Model)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hostile_name_stays_text()
    {
        const string name = "\"><script>alert(1)</script>";

        var page = await Rendered.PageAsync(Model with { UserName = name, Page = Gallery.Nobody with { HubName = name } });

        Assert.Equal(name, page.ById("username")!.Value("value"));
        Assert.Equal($"Sign in to {name}", page.One("h1").Text());
        Assert.Single(page.All("script"));
    }
}

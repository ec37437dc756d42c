using Atoll.OAuth.Pages;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.OAuth.Pages;

public sealed class ConfirmPageTests
{
    private static readonly ConfirmModel Model = new() { Page = Gallery.Ada, Action = "/hub/api/oauth2/authorize?client_id=a&state=b" };

    [Theory]
    [InlineData("grace", "", "Open grace’s server?")]
    [InlineData("grace", "gpu", "Open grace’s server “gpu”?")]
    [InlineData(null, "", "Allow Grade book to use your account?")]
    public async Task It_asks_one_question(string? owner, string server, string question)
    {
        var page = await Rendered.PageAsync(Model with { Owner = owner, ServerName = server, Client = "Grade book" });

        Assert.Equal(question, page.One("h1").Text());
    }

    [Fact]
    public async Task Every_scope_is_said_and_sent_back()
    {
        ScopeChoice[] scopes = [new("read:users!user", "Read your name."), new("list:users", "List <all>.")];

        var page = await Rendered.PageAsync(Model with { Client = "x", Scopes = scopes });

        Assert.Equal(["read:users!user", "list:users"], page.All("input").Named("scopes").Select(input => input.Value("value")));
        Assert.Equal(["Read your name. read:users!user", "List <all>. list:users"], page.All("li").Select(item => item.Text()));
        Assert.Equal("/hub/api/oauth2/authorize?client_id=a&state=b", page.One("form").Value("action"));
    }

    [Fact]
    public async Task No_leads_home_unless_told_otherwise()
    {
        Assert.Equal("/hub/home", No(await Rendered.PageAsync(Model)));
        Assert.Equal("/x", No(await Rendered.PageAsync(Model with { CancelUrl = "/x" })));
    }

    private static string? No(HtmlPage page) => page.All("a").Single(link => link.Text() == "No, go back").Value("href");
}

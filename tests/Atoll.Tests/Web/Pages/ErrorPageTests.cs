using Atoll.Web.Pages;
using Xunit;

namespace Atoll.Tests.Web.Pages;

public sealed class ErrorPageTests
{
    [Theory]
    [InlineData(403, "Go to your home page", "/hub/home")]
    [InlineData(404, "Go to your home page", "/hub/home")]
    [InlineData(424, "Go to your servers", "/hub/home")]
    [InlineData(429, "Try again", "")]
    [InlineData(500, "Try again", "")]
    [InlineData(502, "Try again", "")]
    [InlineData(503, "Try again", "")]
    [InlineData(507, "Try again", "")]
    [InlineData(418, "Go to your home page", "/hub/home")]
    public async Task Each_status_has_a_next_thing_to_do(int status, string label, string url)
    {
        var (text, href) = await ActionAsync(new ErrorModel { Page = Gallery.Ada, Status = status });

        Assert.Equal((label, url), (text, href));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Somebody_who_is_not_signed_in_is_offered_that(int status)
    {
        var (text, href) = await ActionAsync(new ErrorModel { Page = Gallery.Nobody, Status = status });

        Assert.Equal(("Sign in", "/hub/login"), (text, href));
    }

    [Fact]
    public async Task The_hub_s_own_words_and_action_win_and_stay_text()
    {
        var model = new ErrorModel
        {
            Page = Gallery.Ada,
            Status = 403,
            Message = "Ask <grace>.",
            ActionLabel = "Apply",
            ActionUrl = "/hub/apply",
            TraceId = "abc",
        };

        var page = await Rendered.PageAsync(model);

        Assert.Contains("Ask <grace>.", page.One("main").Text(), StringComparison.Ordinal);
        Assert.Contains("Status 403 · reference abc", page.One("main").Text(), StringComparison.Ordinal);
        Assert.Equal(("Apply", "/hub/apply"), await ActionAsync(model));
    }

    private static async Task<(string Text, string? Href)> ActionAsync(ErrorModel model)
    {
        var page = await Rendered.PageAsync(model);
        var button = page.One("main").Descendants("a").First(link => link.Value("class") == "button primary");
        return (button.Text(), button.Value("href"));
    }
}

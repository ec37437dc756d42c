using System.Xml.Linq;
using Atoll.Tests.Accounts;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.FirstDay;

/// <summary>Pages as a person uses them without a screen: read, fill in, press.</summary>
internal static class PageForms
{
    /// <summary>The page of an answer with this status.</summary>
    public static async Task<HtmlPage> PageAsync(this HttpResponseMessage answer, int status)
    {
        using (answer)
        {
            var html = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode}, not {status}: {html}");
            return new HtmlPage(html);
        }
    }

    /// <summary>What a person reads on it, frame left out.</summary>
    public static string Said(this HtmlPage page) => page.One("main").Text();

    /// <summary>Presses the button of this name, with what stands in its form and what is typed into it.</summary>
    public static Task<HttpResponseMessage> PressAsync(this Browser browser, HtmlPage page, string button, params (string Name, string Value)[] typed)
    {
        var form = Assert.Single(page.All("form"), form => form.Descendants("button").Any(one => one.Text() == button));
        var fields = Fields(form).Where(field => typed.All(one => one.Name != field.Name)).Concat(typed).ToList();
        var token = Assert.Single(fields, field => field.Name == "_xsrf").Value;
        return browser.PostAsync(form.Value("action")!, token, [.. fields.Where(field => field.Name != "_xsrf")]);
    }

    private static IEnumerable<(string Name, string Value)> Fields(XElement form) =>
        from input in form.Descendants("input")
        where input.Value("type") != "radio" || input.Has("checked")
        select (input.Value("name")!, input.Value("value") ?? "");
}

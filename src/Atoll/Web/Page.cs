using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Atoll.Web;

/// <summary>Turns models into HTML.</summary>
internal static class Page
{
    /// <summary>A whole page as an endpoint's result. Never cached: it holds a token and one person's state.</summary>
    public static IResult Render<TPage>(HttpContext http, PageModel<TPage> model, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<TPage>(Parameters(model)) { StatusCode = status, PreventStreamingRendering = true };
    }

    /// <summary>One component as a string, for a live page to swap into place.</summary>
    public static async Task<string> FragmentAsync<TComponent>(IServiceProvider services, object model)
        where TComponent : IComponent
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(Parameters(model)));
            return root.ToHtmlString();
        });
    }

    private static Dictionary<string, object?> Parameters(object model) => new() { ["Model"] = model };
}

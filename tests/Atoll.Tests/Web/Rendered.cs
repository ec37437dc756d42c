using Atoll.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;

namespace Atoll.Tests.Web;

/// <summary>Renders one component as the endpoints do, without a request.</summary>
internal static class Rendered
{
    // Never started: only its services are wanted.
    private static readonly WebApplication App = PageHost.Build();

    public static IServiceProvider Services => App.Services;

    public static async Task<HtmlPage> PageAsync<TPage>(PageModel<TPage> model)
        where TPage : IComponent => new(await HtmlAsync<TPage>(model));

    public static async Task<HtmlPage> PartAsync<TComponent>(object model)
        where TComponent : IComponent => HtmlPage.Fragment(await HtmlAsync<TComponent>(model));

    public static Task<string> HtmlAsync<TComponent>(object model)
        where TComponent : IComponent => Page.FragmentAsync<TComponent>(Services, model);
}

using Microsoft.AspNetCore.Components;

namespace Atoll.Web;

/// <summary>
/// What a page is rendered from. The type names its page, so that <see cref="Page.Render"/> cannot be given another one's model.
/// Public, as all page models are, because the components that Razor generates are.
/// </summary>
/// <typeparam name="TPage">The page; it has one parameter, <c>Model</c>.</typeparam>
public abstract record PageModel<TPage>
    where TPage : IComponent
{
    /// <summary>What surrounds the content.</summary>
    public required PageContext Page { get; init; }
}

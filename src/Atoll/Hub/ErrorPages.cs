using Atoll.Accounts.Access;

namespace Atoll.Hub;

/// <summary>
/// <c>/hub/error/{code}</c>, which a proxy in front asks for a page to show where it has none of its own (jupyterhub.md 1.11). The URL that
/// it names is not shown: it may be anybody's.
/// </summary>
internal static class ErrorPages
{
    private const int First = StatusCodes.Status400BadRequest;
    private const int Last = 599;

    public static IResult Show(HttpContext http, PageContexts pages, int code) =>
        pages.Error(http, code is >= First and <= Last ? code : StatusCodes.Status404NotFound);
}

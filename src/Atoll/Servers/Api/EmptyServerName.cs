namespace Atoll.Servers.Api;

/// <summary>
/// The default server's name is empty: <c>/users/ada/servers//progress</c> is its progress to clients that put every name there. Routing knows
/// no empty segments, so such a path is led to where the default server is. Must come before routing.
/// </summary>
internal sealed class EmptyServerName(RequestDelegate next)
{
    private const string Users = "/hub/api/users/";
    private const string Empty = "/servers//";

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (path.StartsWith(Users, StringComparison.Ordinal)
            && path.IndexOf(Empty, StringComparison.Ordinal) is > 0 and var at
            && path.IndexOf('/', Users.Length) == at)
        {
            context.Request.Path = $"{path[..at]}/server/{path[(at + Empty.Length)..]}";
        }

        return next(context);
    }
}

using Atoll.Accounts.Api;
using Atoll.Core.Scopes;
using Atoll.Platform.Http;

namespace Atoll.Hub.Api;

/// <summary>Which users a list is asked for (jupyterhub.md 1.2 Users).</summary>
internal sealed record UserListQuery
{
    private static readonly string[] _states = ["active", "ready", "inactive"];
    private static readonly string[] _sorts = ["id", "name", "last_activity"];

    /// <summary>By their servers: <c>active</c> have one that is not stopped, <c>ready</c> one that can be used, <c>inactive</c> neither. Empty: all.</summary>
    public string State { get; init; } = "";

    /// <summary>Part of the name; empty for all.</summary>
    public string NameFilter { get; init; } = "";

    /// <summary>A column.</summary>
    public string Sort { get; init; } = "id";

    public bool IsDescending { get; init; }

    /// <summary>Whom the caller may list.</summary>
    public required ScopeFilters Reach { get; init; }

    public required Paging Paging { get; init; }

    /// <summary>What a request asks for, or what is wrong with it.</summary>
    public static (UserListQuery? Query, ApiError? Fault) Of(HttpRequest request, ScopeFilters reach)
    {
        var (state, sort) = (Argument(request, "state"), Argument(request, "sort", "id"));
        var (paging, fault) = Paging.Of(request);
        var isDescending = sort.StartsWith('-');
        fault ??= _sorts.Contains(sort[(isDescending ? 1 : 0)..]) ? null : Bad($"sort must be 'id', 'name', or 'last_activity', not '{sort}'");
        fault ??= state.Length == 0 || _states.Contains(state) ? null : Bad($"Unrecognized state filter: {PythonText.Of(state)}");
        return fault is not null ? (null, fault) : (new UserListQuery
        {
            State = state,
            NameFilter = Argument(request, "name_filter"),
            Sort = sort[(isDescending ? 1 : 0)..],
            IsDescending = isDescending,
            Reach = reach,
            Paging = paging!,
        }, null);
    }

    private static string Argument(HttpRequest request, string key, string otherwise = "") =>
        request.Query[key] is [.., { } value] ? value.Trim() : otherwise;

    private static ApiError Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}

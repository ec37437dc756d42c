using Atoll.Core.Lifecycles;
using Atoll.Core.Names;

namespace Atoll.Servers;

/// <summary>Why a start is not even asked for.</summary>
/// <param name="Status">Of the answer.</param>
/// <param name="ForApi">JupyterHub's own words: clients match them (jupyterhub.md 1.2 Servers).</param>
/// <param name="ForPeople">The same on a page.</param>
internal sealed record StartRefusal(int Status, string ForApi, string ForPeople)
{
    /// <summary>One of <see cref="Reasons"/>; null where no start could be, now or later.</summary>
    public string? Reason { get; init; }

    /// <summary>When to ask again; null when that cannot be told.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>No place at once (<see cref="StartOverflow.Reject"/>).</summary>
    public static StartRefusal NoPlace(int seconds)
    {
        // Rounded up for people, as upstream.
        var wait = $"{(seconds + 9) / 10 * 10} seconds";
        return new StartRefusal(
            StatusCodes.Status429TooManyRequests,
            $"Too many users trying to log in right now. Try again in {wait}.",
            $"There is no room for another server at this moment. Try again in {wait}.")
        {
            Reason = Reasons.NoPlace,
            RetryAfter = TimeSpan.FromSeconds(seconds),
        };
    }

    /// <summary>As many servers as the hub allows (<see cref="ServersOptions.ActiveLimit"/>).</summary>
    public static StartRefusal TooManyActive(int limit) => new(
        StatusCodes.Status429TooManyRequests,
        "Active user limit exceeded. Try again in a few minutes.",
        $"As many servers are running as this hub allows ({limit}). Try again in a few minutes.")
    {
        Reason = Reasons.NoPlace,
    };

    /// <summary>Each person has one server here (<see cref="ServersOptions.NamedServers"/>).</summary>
    public static StartRefusal NotEnabled { get; } = new(
        StatusCodes.Status400BadRequest,
        "Named servers are not enabled.",
        "On this hub each person has one server, without a name of its own. Start that one.");

    /// <summary>As many named servers as a person may have (<see cref="ServersOptions.NamedServerLimitPerUser"/>).</summary>
    public static StartRefusal TooManyNamed(string owner, int limit) => new(
        StatusCodes.Status400BadRequest,
        $"User {owner} already has the maximum of {limit} named servers.  One must be deleted before a new server can be created",
        $"There are {limit} named servers already, and nobody may have more here. Remove one first.");

    /// <summary>No server can be called that.</summary>
    public static StartRefusal BadName(string name, string fault) => new(
        StatusCodes.Status400BadRequest,
        ServerName.HasSlash(name)
            ? $"Invalid server_name (may not contain '/'): {name}"
            : $"Invalid server_name '{name}': {fault}. Choose another name.",
        $"A server cannot be called “{name}”: {fault}. Choose another name.");
}

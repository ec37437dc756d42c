using System.Globalization;
using System.Text;
using Atoll.Accounts.Access;
using Atoll.Core.Names;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;
using Atoll.Platform.Http;
using Dapper;

namespace Atoll.Hub.Api;

/// <summary>What the configuration says of metrics.</summary>
/// <param name="NeedScope">Whoever reads them needs the scope <c>read:metrics</c>.</param>
internal sealed record MetricsSettings(bool NeedScope);

/// <summary>GET <c>/metrics</c>: how many people and servers there are, as Prometheus reads it and by JupyterHub's names.</summary>
internal sealed class HubCounts(HubDatabase database, Live<MetricsSettings> settings, TimeProvider time)
{
    private const string Scope = "read:metrics";
    private const string Type = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly (string Name, int Days)[] _periods = [("24h", 1), ("7d", 7), ("30d", 30)];

    public static async Task<IResult> HandleAsync(HttpContext http, HubCounts counts, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        return !counts.NeedScope || caller.Scopes.Has(Scope) ? Results.Text(await counts.WriteAsync(cancellationToken), Type)
            : caller.IsKnown ? ApiError.MissingScopes(Scope)
            : new ApiError(StatusCodes.Status403Forbidden, ApiError.MissingCredentials);
    }

    private bool NeedScope => settings.Value.NeedScope;

    private async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        Write(text, "running_servers", "the number of user servers currently running", [("", await CountAsync("servers WHERE phase = 'Ready'", null, cancellationToken))]);
        var people = $"users WHERE substr(name, 1, {UserName.OwnPrefix.Length}) <> @own";
        Write(text, "total_users", "total number of users", [("", await CountAsync(people, new { own = UserName.OwnPrefix }, cancellationToken))]);
        var active = new List<(string, long)>();
        foreach (var (name, days) in _periods)
        {
            var since = new { own = UserName.OwnPrefix, since = time.GetUtcNow().AddDays(-days) };
            active.Add(($"{{period=\"{name}\"}}", await CountAsync($"{people} AND last_activity >= @since", since, cancellationToken)));
        }

        Write(text, "active_users", "number of users who were active in the given time period", active);
        return text.ToString();
    }

    private Task<long> CountAsync(string of, object? parameters, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {of}", parameters), cancellationToken);

    private static void Write(StringBuilder text, string name, string help, IEnumerable<(string Labels, long Value)> values)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP jupyterhub_{name} {help}\n# TYPE jupyterhub_{name} gauge\n");
        foreach (var (labels, value) in values)
        {
            text.Append(CultureInfo.InvariantCulture, $"jupyterhub_{name}{labels} {value}\n");
        }
    }
}

using System.Data.Common;
using Atoll.Core.Capacity;
using Atoll.Core.Lifecycles;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;
using Atoll.Workloads;
using Dapper;

namespace Atoll.Servers;

/// <summary>How full a site is: its own word for what it has, the rows for what of it is taken and who waits.</summary>
internal sealed class SiteLoads(HubDatabase database, Live<ServersOptions> options, Capacities capacities)
{
    /// <summary>The site as it is now; or what its silence means for a start.</summary>
    public async Task<(SiteLoad? Load, ServerEvent? Failure)> ReadAsync(string site, CancellationToken cancellationToken)
    {
        var (capacity, failure) = await capacities.OfAsync(site, cancellationToken);
        return failure is null
            ? (await database.ReadAsync(connection => ReadAsync(connection, site, capacity), cancellationToken), null)
            : (null, failure);
    }

    /// <summary>The same by a capacity that is known, in the caller's transaction.</summary>
    public async Task<SiteLoad> ReadAsync(DbConnection connection, string site, Amounts? capacity)
    {
        // One statement, so that all of it is true at one moment. The row of those who have a place comes first: its since is 0.
        var rows = (await connection.QueryAsync<LoadRow>(
            """
            SELECT id, phase_since AS since, cpu_request AS milli_cpu, memory_request AS memory_bytes, 0 AS starting
            FROM servers WHERE site = @site AND phase = 'Waiting'
            UNION ALL
            SELECT 0, 0, CAST(COALESCE(SUM(cpu_request), 0) AS bigint), CAST(COALESCE(SUM(memory_request), 0) AS bigint),
                COUNT(CASE WHEN phase IN ('Pulling', 'Launching', 'Booting') THEN 1 END)
            FROM servers WHERE site = @site AND phase NOT IN ('Stopped', 'Waiting')
            ORDER BY since, id
            """,
            new { site })).AsList();
        return new SiteLoad
        {
            Capacity = capacity,
            Taken = rows[0].Amounts,
            Starting = (int)rows[0].Starting,
            MostStarting = options.Value.ConcurrentStarts,
            Queue = [.. rows.Skip(1).Select(row => new WaitingStart(row.Id, row.Amounts))],
        };
    }

    private sealed record LoadRow
    {
        public long Id { get; init; }

        public long MilliCpu { get; init; }

        public long MemoryBytes { get; init; }

        public long Starting { get; init; }

        public Amounts Amounts => new(MilliCpu, MemoryBytes);
    }
}

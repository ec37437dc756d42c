using System.Data.Common;
using Dapper;

namespace Atoll.Environments.Releases;

/// <summary>SQL of the releases table.</summary>
internal static class ReleaseQueries
{
    public static async Task<IReadOnlyList<ReleaseRow>> AllAsync(DbConnection connection) =>
        [.. await connection.QueryAsync<ReleaseRow>("SELECT * FROM releases ORDER BY environment, id")];

    public static async Task<IReadOnlyList<ReleaseRow>> OfAsync(DbConnection connection, string site, string environment) =>
        [.. await connection.QueryAsync<ReleaseRow>(
            "SELECT * FROM releases WHERE site = @site AND environment = @environment ORDER BY id", new { site, environment })];

    /// <summary>Inserts a release, or brings the one of this content up to date.</summary>
    public static Task SaveAsync(DbConnection connection, ReleaseRow row) => connection.ExecuteAsync(
        """
        INSERT INTO releases (site, environment, image_id, reference, digest, stage, since, current, held, promoted, tested, result,
            reason, log_tail, size_bytes, last_used)
        VALUES (@Site, @Environment, @ImageId, @Reference, @Digest, @Stage, @Since, @Current, @Held, @Promoted, @Tested, @Result,
            @Reason, @LogTail, @SizeBytes, @LastUsed)
        ON CONFLICT (site, environment, image_id) DO UPDATE SET
            reference = excluded.reference, digest = excluded.digest, stage = excluded.stage, since = excluded.since,
            current = excluded.current, held = excluded.held, promoted = excluded.promoted, tested = excluded.tested,
            result = excluded.result, reason = excluded.reason, log_tail = excluded.log_tail, size_bytes = excluded.size_bytes
        """,
        new
        {
            row.Site,
            row.Environment,
            row.ImageId,
            row.Reference,
            row.Digest,
            Stage = row.Stage.ToString(),
            row.Since,
            row.Current,
            row.Held,
            row.Promoted,
            row.Tested,
            Result = row.Result.ToString(),
            row.Reason,
            row.LogTail,
            row.SizeBytes,
            row.LastUsed,
        });

    /// <summary>Notes that servers run on these images, as starts name them.</summary>
    public static Task UsedAsync(DbConnection connection, string site, IEnumerable<string> images, DateTimeOffset now) =>
        connection.ExecuteAsync(
            "UPDATE releases SET last_used = @now WHERE site = @site AND (image_id = @image OR digest = @image)",
            images.Select(image => new { site, image, now }));
}

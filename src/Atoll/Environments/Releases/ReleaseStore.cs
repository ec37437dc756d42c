using Atoll.Core.Lifecycles;
using Atoll.Platform.Database;

namespace Atoll.Environments.Releases;

/// <summary>What is known of a content beyond its id.</summary>
/// <param name="Digest">The name it can be pulled by again, if there is one.</param>
/// <param name="SizeBytes">Of the whole image.</param>
internal sealed record ImageFacts(string? Digest, long SizeBytes);

/// <summary>The one place that changes releases: an event is applied, in a transaction, to all releases of an environment as they are then.</summary>
internal sealed class ReleaseStore(HubDatabase database, TimeProvider time)
{
    public Task<IReadOnlyList<ReleaseRow>> AllAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(ReleaseQueries.AllAsync, cancellationToken);

    public Task<IReadOnlyList<ReleaseRow>> OfAsync(string site, string environment, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => ReleaseQueries.OfAsync(connection, site, environment), cancellationToken);

    /// <summary>Applies an event; returns the environment's releases as they were and as they are.</summary>
    public Task<ReleaseChange> ApplyAsync(string site, string environment, ReleaseEvent happened, CancellationToken cancellationToken) =>
        ApplyAsync(site, environment, happened, facts: null, cancellationToken);

    /// <summary>As above, with what is known of the content that the event names.</summary>
    public Task<ReleaseChange> ApplyAsync(
        string site, string environment, ReleaseEvent happened, ImageFacts? facts, CancellationToken cancellationToken) =>
        database.WriteAsync(async connection =>
        {
            var before = await ReleaseQueries.OfAsync(connection, site, environment);
            var states = before.Select(row => row.State).ToList();
            foreach (var state in ReleaseLifecycle.Next(states, happened, time.GetUtcNow()).Except(states))
            {
                var row = before.FirstOrDefault(row => row.ImageId == state.ImageId) ?? New(site, environment, facts);
                await ReleaseQueries.SaveAsync(connection, row.With(state));
            }

            return new ReleaseChange(before, await ReleaseQueries.OfAsync(connection, site, environment));
        }, cancellationToken);

    /// <summary>Notes that servers run on these images now.</summary>
    public Task UsedAsync(string site, IReadOnlyCollection<string> images, CancellationToken cancellationToken) => images.Count == 0
        ? Task.CompletedTask
        : database.WriteAsync(connection => ReleaseQueries.UsedAsync(connection, site, images, time.GetUtcNow()), cancellationToken);

    private static ReleaseRow New(string site, string environment, ImageFacts? facts) =>
        new() { Site = site, Environment = environment, Digest = facts?.Digest, SizeBytes = facts?.SizeBytes ?? 0 };
}

/// <summary>An environment's releases before and after something happened.</summary>
internal sealed record ReleaseChange(IReadOnlyList<ReleaseRow> Before, IReadOnlyList<ReleaseRow> After)
{
    /// <summary>What people get now.</summary>
    public ReleaseRow? Default => DefaultOf(After);

    /// <summary>What people got before.</summary>
    public ReleaseRow? DefaultBefore => DefaultOf(Before);

    /// <summary>Whether people get something else than before.</summary>
    public bool MovedDefault => Default?.ImageId != DefaultBefore?.ImageId;

    /// <summary>Whether anything is different.</summary>
    public bool IsChange => !Before.SequenceEqual(After);

    private static ReleaseRow? DefaultOf(IReadOnlyList<ReleaseRow> rows) => rows.FirstOrDefault(row => row.Stage is ReleaseStage.Default);
}

using Atoll.Core.Lifecycles;
using Atoll.Environments.Releases;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Environments.Releases;

public sealed class SqliteReleaseStores(SqliteTestDatabase test) : ReleaseStoreSuite(test), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresReleaseStores(PostgresTestDatabase test) : ReleaseStoreSuite(test), IClassFixture<PostgresTestDatabase>;

/// <summary>Releases' rows, on both databases.</summary>
public abstract class ReleaseStoreSuite
{
    private const string Site = "local";

    private readonly ManualTime _time = new();
    private readonly TestDatabase _test;
    private readonly ReleaseStore _store;

    protected ReleaseStoreSuite(TestDatabase test)
    {
        ArgumentNullException.ThrowIfNull(test);
        _test = test;
        _store = new ReleaseStore(test.Database, _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_seen_tested_and_decided_is_kept()
    {
        await SeeAsync("kept", "sha256:a", new ImageFacts("quay.io/x@sha256:1", 100));
        await SeeAsync("kept", "sha256:b", new ImageFacts(null, 200));
        _time.Advance(TimeSpan.FromMinutes(1));
        await ApplyAsync("kept", new ReleaseTested("sha256:b", "It did not start.", "line 1\nline 2"));

        var rows = await _store.OfAsync(Site, "kept", Cancel);

        Assert.Equal(
            [("sha256:a", "quay.io/x@sha256:1", 100L, ReleaseStage.Default), ("sha256:b", "sha256:b", 200, ReleaseStage.Candidate)],
            rows.Select(row => (row.ImageId, row.Image, row.SizeBytes, row.Stage)));
        Assert.Equal(("It did not start.", "line 1\nline 2", ReleaseResult.Failed), (rows[1].Reason, rows[1].LogTail, rows[1].Result));
        Assert.Equal((_time.GetUtcNow(), true, null), (rows[1].Tested, rows[1].Current, rows[1].Promoted));
    }

    [Fact]
    public async Task A_change_of_default_is_told_and_a_second_look_is_no_change()
    {
        Assert.True((await SeeAsync("told", "sha256:a")).MovedDefault);
        Assert.False((await SeeAsync("told", "sha256:a")).IsChange);
        var candidate = await SeeAsync("told", "sha256:b");
        Assert.Equal((true, false), (candidate.IsChange, candidate.MovedDefault));
        var change = await ApplyAsync("told", new ReleaseTested("sha256:b", null));
        Assert.Equal(("sha256:a", "sha256:b"), (change.DefaultBefore!.ImageId, change.Default!.ImageId));
    }

    [Fact]
    public async Task Environments_do_not_see_each_others_releases()
    {
        await SeeAsync("one", "sha256:same");
        await SeeAsync("other", "sha256:same");
        await SeeAsync("other", "sha256:next");

        Assert.Single(await _store.OfAsync(Site, "one", Cancel));
        Assert.Equal(2, (await _store.OfAsync(Site, "other", Cancel)).Count);
    }

    [Fact]
    public async Task Two_hubs_that_see_the_same_at_once_make_one_release()
    {
        await using var other = _test.OpenAnother();
        var stores = new[] { _store, new ReleaseStore(other, _time) };

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => stores[number % 2].ApplyAsync(
            Site, "twice", new ReferenceSeen("sha256:a", "x:1"), new ImageFacts(null, 1), Cancel)));

        Assert.Equal(ReleaseStage.Default, Assert.Single(await _store.OfAsync(Site, "twice", Cancel)).Stage);
    }

    [Fact]
    public async Task Use_is_noted_by_id_and_by_digest()
    {
        await SeeAsync("used", "sha256:id");
        await SeeAsync("used2", "sha256:pulled", new ImageFacts("x@sha256:9", 1));
        await SeeAsync("used3", "sha256:idle");

        await _store.UsedAsync(Site, ["sha256:id", "x@sha256:9"], Cancel);
        await _store.UsedAsync(Site, [], Cancel);

        DateTimeOffset?[] uses =
            [(await OnlyAsync("used")).LastUsed, (await OnlyAsync("used2")).LastUsed, (await OnlyAsync("used3")).LastUsed];
        Assert.Equal([_time.GetUtcNow(), _time.GetUtcNow(), null], uses);
        await ApplyAsync("used", new ReleaseTested("sha256:id", null));
        Assert.Equal(_time.GetUtcNow(), (await OnlyAsync("used")).LastUsed);
    }

    private async Task<ReleaseRow> OnlyAsync(string environment) => Assert.Single(await _store.OfAsync(Site, environment, Cancel));

    private Task<ReleaseChange> SeeAsync(string environment, string image, ImageFacts? facts = null) =>
        _store.ApplyAsync(Site, environment, new ReferenceSeen(image, "x:1"), facts, Cancel);

    private Task<ReleaseChange> ApplyAsync(string environment, ReleaseEvent happened) => _store.ApplyAsync(Site, environment, happened, Cancel);
}

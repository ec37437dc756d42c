using Atoll.Core.Lifecycles;
using Xunit;

namespace Atoll.Tests.Core.Lifecycles;

/// <summary>An environment's releases, told as stories: each line an event and what it makes of all of them.</summary>
public sealed class ReleaseLifecycleTests
{
    private const string Reference = "atoll/slim:latest";

    private DateTimeOffset _now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private IReadOnlyList<ReleaseState> _releases = [];

    [Fact]
    public void The_first_of_all_is_the_default_at_once()
    {
        See("a");
        Is("a default current");
        Assert.False(Get("a").IsDueForTest);
    }

    [Fact]
    public void Another_is_a_candidate_until_its_test_is_good()
    {
        See("a");
        See("b");
        Is("a default", "b candidate current");
        Assert.True(Get("b").IsDueForTest);
        Happens(new ReleaseTested("b", null));
        Is("a deprecated", "b default current");
        Assert.Equal((ReleaseResult.Passed, _now, _now), (Get("b").Result, Get("b").Tested, Get("b").Promoted));
    }

    [Fact]
    public void A_bad_one_stays_a_candidate_with_its_reason_and_is_not_tested_again_by_itself()
    {
        See("a");
        See("b");
        Happens(new ReleaseTested("b", "It did not start.", "last line"));
        See("b");
        Is("a default", "b candidate current");
        Assert.Equal((ReleaseResult.Failed, "It did not start.", "last line"), (Get("b").Result, Get("b").Reason, Get("b").LogTail));
        Assert.False(Get("b").IsDueForTest);
        Happens(new TestRequested("b"));
        Assert.True(Get("b").IsDueForTest);
        Assert.Null(Get("b").Reason);
        Happens(new ReleaseTested("b", null));
        Is("a deprecated", "b default current");
    }

    [Fact]
    public void A_still_newer_one_takes_the_candidates_place()
    {
        See("a");
        See("b");
        See("c");
        Is("a default", "b deprecated", "c candidate current");
    }

    [Fact]
    public void A_good_test_of_one_that_was_overtaken_changes_nothing_for_people()
    {
        See("a");
        See("b");
        See("c");
        Happens(new ReleaseTested("b", null));
        Is("a default", "b deprecated", "c candidate current");
    }

    [Fact]
    public void Rolled_back_it_does_not_come_back_by_itself()
    {
        Replaced();
        Happens(new RollbackRequested());
        Is("a default", "b deprecated current held");
        See("b");
        See("b");
        Is("a default", "b deprecated current held");
    }

    [Fact]
    public void After_a_roll_back_a_still_newer_one_comes()
    {
        Replaced();
        Happens(new RollbackRequested());
        See("c");
        Happens(new ReleaseTested("c", null));
        Is("a deprecated", "b deprecated held", "c default current");
    }

    [Fact]
    public void After_a_roll_back_the_operator_may_say_otherwise()
    {
        Replaced();
        Happens(new RollbackRequested());
        Happens(new DefaultChosen("b"));
        Is("a deprecated", "b default current");
    }

    [Fact]
    public void Rolling_back_twice_goes_two_back_and_then_no_further()
    {
        Replaced();
        See("c");
        Happens(new ReleaseTested("c", null));
        Happens(new RollbackRequested());
        Is("a deprecated", "b default", "c deprecated current held");
        Happens(new RollbackRequested());
        Is("a default", "b deprecated held", "c deprecated current held");
        Happens(new RollbackRequested());
        Is("a default", "b deprecated held", "c deprecated current held");
    }

    [Fact]
    public void With_nothing_before_there_is_nothing_to_roll_back_to()
    {
        See("a");
        See("b");
        See("c");
        Happens(new RollbackRequested());
        Is("a default", "b deprecated", "c candidate current");
    }

    [Fact]
    public void A_candidate_that_the_operator_lets_in_can_be_rolled_back()
    {
        See("a");
        See("b");
        Happens(new DefaultChosen("b"));
        Is("a deprecated", "b default current");
        Happens(new RollbackRequested());
        Is("a default", "b deprecated current held");
    }

    [Fact]
    public void One_before_that_the_operator_chose_stays_although_the_reference_means_another()
    {
        Replaced();
        Happens(new DefaultChosen("a"));
        See("b");
        Is("a default", "b deprecated current held");
    }

    [Fact]
    public void The_reference_moved_back_to_one_before_makes_it_a_candidate_again()
    {
        Replaced();
        See("a");
        Is("a candidate current", "b default");
        Assert.True(Get("a").IsDueForTest);
    }

    [Fact]
    public void A_lost_default_is_followed_by_the_one_before_it_and_what_is_new_is_tested()
    {
        Replaced();
        Happens(new ImageGone("b"));
        See("c");
        Is("a default", "b removed", "c candidate current");
    }

    [Fact]
    public void A_lost_default_with_nothing_before_it_is_followed_by_what_there_is()
    {
        See("a");
        Happens(new ImageGone("a"));
        See("b");
        Is("a removed", "b default current");
    }

    [Fact]
    public void A_removed_image_that_comes_back_is_tested_again()
    {
        Replaced();
        Happens(new ImageGone("a"));
        See("a");
        Is("a candidate current", "b default");
    }

    [Fact]
    public void An_environment_that_is_gone_and_comes_back_has_what_it_had()
    {
        Replaced();
        Happens(new RollbackRequested());
        Happens(new EnvironmentGone());
        Is("a deprecated", "b deprecated held");
        See("b");
        Is("a default", "b deprecated current held");
    }

    [Fact]
    public void What_is_gone_from_the_disk_cannot_be_chosen()
    {
        Replaced();
        Happens(new ImageGone("a"));
        Happens(new DefaultChosen("a"));
        Is("a removed", "b default current");
    }

    [Fact]
    public void What_is_needed_says_why()
    {
        Replaced();
        See("c");
        Assert.Equal("it is what people get", ReleaseLifecycle.Needed(Get("b")));
        Assert.Equal("it is the candidate", ReleaseLifecycle.Needed(Get("c")));
        Assert.Null(ReleaseLifecycle.Needed(Get("a")));
        Happens(new DefaultChosen("c"));
        Happens(new RollbackRequested());
        Assert.Equal("atoll/slim:latest means it, so that it would only come back", ReleaseLifecycle.Needed(Get("c")));
    }

    [Fact]
    public void Looking_again_changes_nothing()
    {
        Replaced();
        var before = _releases;
        See("b");
        Assert.Equal(before.ToHashSet(), _releases.ToHashSet());
    }

    [Fact]
    public void Whatever_happens_there_is_one_default_at_most()
    {
        var random = new Random(7);
        string[] ids = ["a", "b", "c", "d"];
        for (var step = 0; step < 5000; step++)
        {
            var id = ids[random.Next(ids.Length)];
            Happens(random.Next(9) switch
            {
                0 => new ReleaseTested(id, null),
                1 => new ReleaseTested(id, "bad"),
                2 => new DefaultChosen(id),
                3 => new RollbackRequested(),
                4 => new ImageGone(id),
                5 => new EnvironmentGone(),
                6 => new TestRequested(id),
                _ => new ReferenceSeen(id, Reference),
            });
            Assert.InRange(_releases.Count(release => release.Stage is ReleaseStage.Default), 0, 1);
            Assert.InRange(_releases.Count(release => release.Current), 0, 1);
            Assert.Equal(_releases.Count, _releases.DistinctBy(release => release.ImageId).Count());
            Assert.DoesNotContain(_releases, release => release is { Stage: ReleaseStage.Default, Held: true });
        }
    }

    // b has taken a's place.
    private void Replaced()
    {
        See("a");
        See("b");
        Happens(new ReleaseTested("b", null));
    }

    private void See(string image) => Happens(new ReferenceSeen(image, Reference));

    private void Happens(ReleaseEvent happened)
    {
        _now += TimeSpan.FromMinutes(1);
        _releases = ReleaseLifecycle.Next(_releases, happened, _now);
    }

    private ReleaseState Get(string image) => _releases.Single(release => release.ImageId == image);

    private void Is(params string[] expected) => Assert.Equal(expected, _releases.OrderBy(release => release.ImageId).Select(release =>
        $"{release.ImageId} {release.Stage.ToString().ToLowerInvariant()}{(release.Current ? " current" : "")}{(release.Held ? " held" : "")}"));
}

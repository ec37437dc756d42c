using Atoll.Core.Capacity;
using Xunit;

namespace Atoll.Tests.Core.Capacity;

/// <summary>Who gets a place: a table, and what holds for every queue.</summary>
public sealed class PlacementTests
{
    private const long Gb = 1L << 30;

    // Capacity, taken and queue in GB; starting of at most two; what becomes of each: ! a place, m memory, s starts, - never; then its place.
    [Theory]
    [InlineData(4, 0, 0, "1 1", "! !")]
    [InlineData(4, 3, 0, "1 1", "! m1")]
    [InlineData(4, 4, 0, "1 1", "m1 m2")]
    [InlineData(4, 2, 0, "3 1", "m1 m2")] // the small one would fit, and does not overtake
    [InlineData(4, 2, 0, "5 1", "- !")] // what can never fit does not wait, and so does not stand in the way
    [InlineData(4, 4, 0, "5 1 5 1", "- m1 - m2")]
    [InlineData(8, 0, 2, "1 1", "s1 s2")]
    [InlineData(8, 0, 1, "1 1 1", "! s1 s2")]
    [InlineData(8, 8, 2, "1", "s1")]
    [InlineData(4, 6, 0, "1", "m1")] // the site has shrunk under what runs
    [InlineData(4, 4, 0, "0 1", "! m1")] // what needs nothing fits always
    [InlineData(4, 0, 0, "", "")]
    public void Each_stands_as_the_table_says(int capacity, int taken, int starting, string queue, string stands)
    {
        var load = new SiteLoad
        {
            Capacity = Memory(capacity),
            Taken = Memory(taken),
            Starting = starting,
            MostStarting = 2,
            Queue = [.. queue.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((gb, id) => new WaitingStart(id + 1, Memory(int.Parse(gb, null))))],
        };

        Assert.Equal(stands, string.Join(' ', Placement.Of(load).Select(Sign)));
    }

    [Fact]
    public void Processors_are_counted_like_memory()
    {
        var load = new SiteLoad
        {
            Capacity = new Amounts(1000, 8 * Gb), Taken = new Amounts(900, 0), MostStarting = 9, Queue = [new(1, new Amounts(101, Gb)), new(2, new Amounts(1, 0))],
        };

        Assert.Equal([new Standing(1, 1, Obstacle.Cpu), new Standing(2, 2, Obstacle.Cpu)], Placement.Of(load));
    }

    [Fact]
    public void Site_without_a_bound_is_held_to_the_number_of_starts_alone()
    {
        var load = new SiteLoad { MostStarting = 1, Queue = [new(1, Memory(1 << 20)), new(2, Memory(1))] };

        Assert.Equal(["!", "s1"], Placement.Of(load).Select(Sign));
        Assert.Equal("s2", Sign(Placement.OfNext(load, Memory(1))));
        Assert.Null(Placement.Of(load, 3));
    }

    [Fact]
    public void No_queue_whatever_is_given_more_than_there_is_or_out_of_turn()
    {
        var random = new Random(20260512);
        for (var round = 0; round < 5000; round++)
        {
            var load = Any(random);
            var all = Placement.Of(load);
            var placed = load.Queue.Where((_, i) => all[i].Obstacle is Obstacle.None).ToList();
            var held = placed.Aggregate(load.Taken, (sum, start) => sum + start.Needs);

            // In the queue's order, each once.
            Assert.Equal(load.Queue.Select(start => start.Id), all.Select(one => one.Id));
            // Never over capacity, unless the site was over it before.
            Assert.True(placed.TrueForAll(start => start.Needs == default) || held.FitIn(load.Capacity!.Value));
            Assert.True(placed.Count == 0 || load.Starting + placed.Count <= load.MostStarting);
            // Nobody overtakes: behind the first that waits all wait, and their places count up.
            var rest = all.Where(one => one.Obstacle is not Obstacle.TooLarge).SkipWhile(one => one.Obstacle is Obstacle.None).ToList();
            Assert.Equal(Enumerable.Range(1, rest.Count), rest.Select(one => one.Place));
            Assert.DoesNotContain(rest, one => one.Obstacle is Obstacle.None);
            // Whoever waits fits once the others are gone.
            Assert.All(rest, one => Assert.True(load.Queue.Single(start => start.Id == one.Id).Needs.FitIn(load.Capacity!.Value)));
        }
    }

    [Fact]
    public void Every_queue_comes_to_its_end_in_order()
    {
        var random = new Random(1815);
        for (var round = 0; round < 300; round++)
        {
            var load = Any(random) with { Taken = default, Starting = 0 };
            var wanted = load.Queue.Where(start => start.Needs.FitIn(load.Capacity!.Value)).Select(start => start.Id).ToList();
            var served = new List<long>();
            for (var turn = 0; load.Queue.Count > 0; turn++)
            {
                Assert.True(turn <= 100, "it does not end");
                var stands = Placement.Of(load);
                served.AddRange(stands.Where(one => one.Obstacle is Obstacle.None).Select(one => one.Id));
                // Those who got a place, or never will, leave the queue; the places are free again at the next turn.
                load = load with { Queue = [.. load.Queue.Where((_, i) => stands[i].Place > 0)] };
            }

            Assert.Equal(wanted, served);
        }
    }

    private static SiteLoad Any(Random random) => new()
    {
        Capacity = Any(random, 20),
        Taken = Any(random, 12),
        Starting = random.Next(4),
        MostStarting = random.Next(1, 6),
        Queue = [.. Enumerable.Range(1, random.Next(12)).Select(id => new WaitingStart(id, Any(random, 9)))],
    };

    private static Amounts Any(Random random, int most) => new(random.Next(most), random.Next(most));

    private static Amounts Memory(int gb) => new(0, gb * Gb);

    private static string Sign(Standing one) => one.Obstacle switch
    {
        Obstacle.None => "!",
        Obstacle.TooLarge => "-",
        Obstacle.Memory => $"m{one.Place}",
        Obstacle.Starts => $"s{one.Place}",
        _ => $"c{one.Place}",
    };
}

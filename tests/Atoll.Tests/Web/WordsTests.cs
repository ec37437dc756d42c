using Atoll.Web;
using Xunit;

namespace Atoll.Tests.Web;

public sealed class WordsTests
{
    private const double Mega = 1024 * 1024;
    private const double Giga = Mega * 1024;
    private static readonly DateTimeOffset Now = new(2026, 5, 12, 9, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(-9, "just now")]
    [InlineData(5, "just now")]
    [InlineData(-10, "10 seconds ago")]
    [InlineData(-60, "1 minute ago")]
    [InlineData(-179, "2 minutes ago")]
    [InlineData(-3600, "1 hour ago")]
    [InlineData(-86400 * 3, "3 days ago")]
    [InlineData(-86400 * 31, "11 April 2026")]
    [InlineData(3420, "in 57 minutes")]
    public void Relative_times(int seconds, string words) => Assert.Equal(words, Words.Relative(Now.AddSeconds(seconds), Now));

    [Fact]
    public void The_exact_time_is_in_utc() =>
        Assert.Equal("12 May 2026, 09:30:00 UTC", Words.Exact(Now.ToOffset(TimeSpan.FromHours(5))));

    [Theory]
    [InlineData(3600, "1 hour")]
    [InlineData(5400, "1 hour 30 minutes")]
    [InlineData(7200, "2 hours")]
    [InlineData(60, "1 minute")]
    [InlineData(45, "45 seconds")]
    [InlineData(172800, "48 hours")]
    public void Lengths(int seconds, string words) => Assert.Equal(words, Words.Length(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "1 second")]
    [InlineData(29.2, "30 seconds")]
    [InlineData(90, "90 seconds")]
    [InlineData(91, "2 minutes")]
    [InlineData(600, "10 minutes")]
    public void Waits_are_never_too_short(double seconds, string words) => Assert.Equal(words, Words.Wait(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(-1, "0 s", "0:00")]
    [InlineData(6.9, "6 s", "0:06")]
    [InlineData(65, "1 min 05 s", "1:05")]
    [InlineData(3723, "62 min 03 s", "1:02:03")]
    public void Clocks(double seconds, string step, string whole)
    {
        Assert.Equal(step, Words.Short(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(whole, Words.Clock(TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData(4.2, 8.3, "usually 4–9 s")]
    [InlineData(6, 6, "usually 6 s")]
    [InlineData(61, 190, "usually 1–4 min")]
    [InlineData(180, 180, "usually 3 min")]
    public void Usual_times(double low, double high, string words) =>
        Assert.Equal(words, Words.Usually(TimeSpan.FromSeconds(low), TimeSpan.FromSeconds(high)));

    [Theory]
    [InlineData(0, "0 KB")]
    [InlineData(2048, "2 KB")]
    [InlineData(512 * Mega, "512 MB")]
    [InlineData(2 * Giga, "2 GB")]
    [InlineData(3.2 * Giga, "3.2 GB")]
    [InlineData(1000 * Mega, "1 GB")]
    public void Bytes(double bytes, string words) => Assert.Equal(words, Words.Bytes((long)bytes));

    [Theory]
    [InlineData(3.2 * Giga, 10 * Giga, "3.2 of 10 GB")]
    [InlineData(300 * Mega, 2 * Giga, "300 MB of 2 GB")]
    public void Amounts_of_a_limit(double used, double limit, string words) => Assert.Equal(words, Words.Of((long)used, (long)limit));

    [Theory]
    [InlineData(0.5, "0.5 CPU")]
    [InlineData(1, "1 CPU")]
    [InlineData(4, "4 CPUs")]
    public void Processors(double count, string words) => Assert.Equal(words, Words.Cpus(count));

    [Theory]
    [InlineData(1, "You are next in the queue.")]
    [InlineData(3, "You are number 3 in the queue.")]
    public void Places_in_the_queue(int place, string words) => Assert.Equal(words, Words.Queue(place));

    [Theory]
    [InlineData(null, null)]
    [InlineData("/user/ada/", null)]
    [InlineData("/user/ada/lab/tree", null)]
    [InlineData("/user/tree/lab", null)]
    [InlineData("/user/ada/lab/tree/work/analysis.ipynb?reset#x", "…/analysis.ipynb")]
    [InlineData("/user/ada/gpu/notebooks/sea%20level.ipynb", "…/sea level.ipynb")]
    public void Destinations(string? url, string? words) => Assert.Equal(words, Words.Destination(url));
}

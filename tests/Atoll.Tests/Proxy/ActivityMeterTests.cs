using Atoll.Proxy;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Proxy;

public sealed class ActivityMeterTests
{
    private readonly ManualTime _time = new();
    private readonly ActivityMeter _meter;

    public ActivityMeterTests() => _meter = new ActivityMeter(_time);

    [Fact]
    public void Drains_the_last_activity_of_each_resource_once()
    {
        _meter.Touch("server:1");
        _time.Advance(TimeSpan.FromSeconds(3));
        _meter.Touch("server:1");
        _meter.Touch("server:2");

        var drained = _meter.Drain();
        Assert.Equal(2, drained.Count);
        Assert.Equal(_time.GetUtcNow(), drained["server:1"]);
        Assert.Empty(_meter.Drain());
    }

    [Fact]
    public void Notes_a_connection_at_most_once_a_second()
    {
        var traffic = _meter.Follow("server:1");
        traffic.Seen();
        _meter.Drain();

        _time.Advance(TimeSpan.FromMilliseconds(999));
        traffic.Seen();
        Assert.Empty(_meter.Drain());

        _time.Advance(TimeSpan.FromMilliseconds(1));
        traffic.Seen();
        Assert.Single(_meter.Drain());
    }
}

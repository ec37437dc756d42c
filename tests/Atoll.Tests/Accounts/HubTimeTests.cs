using Atoll.Client.Json;
using Xunit;

namespace Atoll.Tests.Accounts;

public sealed class HubTimeTests
{
    [Theory]
    [InlineData("2026-08-10T09:13:44.123456Z", "2026-08-10T09:13:44.123456Z")]
    [InlineData("2026-08-10T09:13:44Z", "2026-08-10T09:13:44Z")]
    [InlineData("2026-08-10T09:13:44", "2026-08-10T09:13:44Z")]
    [InlineData("2026-08-10T11:13:44.5+02:00", "2026-08-10T09:13:44.500000Z")]
    [InlineData("2026-08-10T09:13:44.0000001Z", "2026-08-10T09:13:44Z")]
    public void Reads_offsets_and_naive_times_and_writes_utc(string read, string written)
    {
        Assert.True(HubTimeConverter.TryParse(read, out var time));
        Assert.Equal(written, HubTimeConverter.Format(time));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    public void Refuses_what_is_no_time(string? text) => Assert.False(HubTimeConverter.TryParse(text, out _));
}

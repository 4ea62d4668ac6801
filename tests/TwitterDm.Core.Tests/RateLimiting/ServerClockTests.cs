using TwitterDm.RateLimiting;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.RateLimiting;

public sealed class ServerClockTests
{
    // Seconds by which the dates of answers differ from our clock, and by how much the API's clock counts as ahead after them.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(0, -2)]
    [InlineData(3600, 3600)]
    [InlineData(-3600, -3600, -3600)]
    // One date alone moves nothing, wherever it comes.
    [InlineData(0, 0, 0, 36_000)]
    [InlineData(0, 0, 0, -900_000_000)]
    [InlineData(0, -36_000, 0)]
    [InlineData(3600, 3600, 3600, 3600, 0)]
    // A clock that was set is believed with the second answer.
    [InlineData(3600, 0, 0, 0, 3600, 3600)]
    [InlineData(0, 3600, 3600, 3600, 0, 0)]
    public void The_offset_after_dates(int expected, params int[] told)
    {
        var clock = new ManualClock();
        var server = new ServerClock(clock);

        foreach (var seconds in told)
            server.Observe(clock.GetUtcNow().AddSeconds(seconds));
        server.Observe(null);

        Assert.Equal(TimeSpan.FromSeconds(expected), server.Offset);
    }
}

using TwitterDm.RateLimiting;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.RateLimiting;

public sealed class ServerClockTests
{
    // Seconds by which the dates of responses differ from the local clock, and the resulting offset of the API's clock.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(0, -2)]
    [InlineData(3600, 3600)]
    [InlineData(-3600, -3600, -3600)]
    // A single deviating date does not change the offset, wherever it occurs.
    [InlineData(0, 0, 0, 36_000)]
    [InlineData(0, 0, 0, -900_000_000)]
    [InlineData(0, -36_000, 0)]
    [InlineData(3600, 3600, 3600, 3600, 0)]
    // A clock that was adjusted is accepted with the second response.
    [InlineData(3600, 0, 0, 0, 3600, 3600)]
    [InlineData(0, 3600, 3600, 3600, 0, 0)]
    public void The_offset_follows_the_dates_of_responses(int expected, params int[] differences)
    {
        var clock = new ManualClock();
        var server = new ServerClock(clock);

        foreach (var seconds in differences)
            server.Observe(clock.GetUtcNow().AddSeconds(seconds));
        server.Observe(null);

        Assert.Equal(TimeSpan.FromSeconds(expected), server.Offset);
    }
}

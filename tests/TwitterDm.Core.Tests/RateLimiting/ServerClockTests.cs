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
    // A date that is years away is not the time of any clock.
    [InlineData(0, 2_000_000_000)]
    [InlineData(0, -1_700_000_000)]
    [InlineData(3600, 3600, 2_000_000_000, 2_000_000_000, 2_000_000_000)]
    public void The_offset_follows_the_dates_of_responses(int expected, params int[] differences)
    {
        var clock = new ManualClock();
        var server = new ServerClock(clock);

        foreach (var seconds in differences)
            server.Observe(clock.GetUtcNow().AddSeconds(seconds));
        server.Observe(null);

        Assert.Equal(TimeSpan.FromSeconds(expected), server.Offset);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(true, 240)]
    [InlineData(false, 3600)]
    [InlineData(true, 3600, 3602)]
    [InlineData(true, 3600, 0)]
    [InlineData(false, 3600, 90_000)]
    [InlineData(true, 3600, 90_000, 3600)]
    [InlineData(false, 3600, 90_000, -90_000)]
    public void A_large_offset_is_proven_when_two_responses_agree(bool expected, params int[] differences)
    {
        var clock = new ManualClock();
        var server = new ServerClock(clock);

        foreach (var seconds in differences)
            server.Observe(clock.GetUtcNow().AddSeconds(seconds));

        Assert.Equal(expected, server.IsProven);
    }
}

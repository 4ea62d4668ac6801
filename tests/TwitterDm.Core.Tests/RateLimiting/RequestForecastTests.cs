using TwitterDm.RateLimiting;

namespace TwitterDm.Core.Tests.RateLimiting;

public sealed class RequestForecastTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(10, 200, 200, 10, 10)]
    [InlineData(200, 200, 200, 10, 200)]
    // Ten requests remain after this window: they are sent when it resets.
    [InlineData(210, 200, 200, 10, 610)]
    // 450 more requests need three more windows, with 50 in the last.
    [InlineData(450, 0, 200, 10, 600 + 1800 + 50)]
    // The known window is over, so the next one counts as full.
    [InlineData(200, 0, 200, -1, 200)]
    [InlineData(201, 0, 200, -1, 901)]
    public void A_forecast_counts_the_windows_that_are_needed(int left, int remaining, int limit, int resetMinutes, int expectedSeconds)
        => Assert.Equal(
            TimeSpan.FromSeconds(expectedSeconds),
            RequestForecast.TimeFor(
                left,
                Second,
                [Window(DmRateLimitWindow.FifteenMinutes, remaining, limit, TimeSpan.FromMinutes(resetMinutes))],
                Now));

    [Fact]
    public void The_tightest_window_decides()
    {
        DmRateLimit[] windows =
        [
            Window(DmRateLimitWindow.FifteenMinutes, 100, 200, TimeSpan.FromMinutes(10)),
            Window(DmRateLimitWindow.UserDay, 50, 1000, TimeSpan.FromHours(5)),
        ];

        Assert.Equal(TimeSpan.FromHours(5) + (10 * Second), RequestForecast.TimeFor(60, Second, windows, Now));
    }

    [Fact]
    public void Without_a_window_the_forecast_uses_the_pace() => Assert.Equal(60 * Second, RequestForecast.TimeFor(60, Second, [], Now));

    private static DmRateLimit Window(DmRateLimitWindow window, int remaining, int limit, TimeSpan reset)
        => new() { Endpoint = "POST", Kind = window, Limit = limit, Remaining = remaining, ResetsAtUtc = Now + reset, ObservedAtUtc = Now };
}

using TwitterDm.Sandbox;
using static TwitterDm.Core.Tests.RateLimiting.LimitedApi;

namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>How long reading will take.</summary>
public sealed class ForecastTests
{
    [Fact]
    public async Task A_forecast_uses_the_pace_of_recent_successful_requests()
    {
        await using var api = await StartAsync(new SandboxOptions());
        var connection = await api.OpenAsync();
        foreach (var (seconds, status, expected) in new[] { (4, 200, 3 * 4), (8, 200, 3 * 5), (60, 404, 3 * 5), (1, 200, 3 * 4) })
        {
            api.OnResponse = response =>
            {
                api.Clock.Advance(TimeSpan.FromSeconds(seconds));
                response.StatusCode = (System.Net.HttpStatusCode)status;
            };

            await Record.ExceptionAsync(() => api.ReadAsync(new DmClient(connection), All));

            Assert.Equal(TimeSpan.FromSeconds(expected), connection.ForecastEvents(300).Duration);
        }
    }

    [Fact]
    public async Task A_forecast_counts_the_days_that_a_daily_limit_takes()
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerDay = 2 });
        var connection = await api.OpenAsync();
        await api.ReadAsync(new DmClient(connection), All);

        // Five requests: one today, two tomorrow and two on the day after.
        Assert.Equal(TimeSpan.FromDays(2), connection.ForecastEvents(500).Duration);
    }
}

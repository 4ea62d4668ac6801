using System.Globalization;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using static TwitterDm.Core.Tests.RateLimiting.LimitedApi;

namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>Rate-limit headers that are missing, odd, or of another API.</summary>
public sealed class RateLimitHeaderTests
{
    [Theory]
    [InlineData("10", "7", 10, 7)]
    [InlineData(null, "7", 7, 7)]
    [InlineData("x", "7", 7, 7)]
    [InlineData("10", "-1", 10, 0)]
    [InlineData("-10", "7", 0, 7)]
    [InlineData("9999999999", "9999999998", int.MaxValue, int.MaxValue)]
    public async Task Out_of_range_numbers_are_clamped(string? limit, string remaining, int expectedLimit, int expectedRemaining)
    {
        await using var api = await StartAsync(new SandboxOptions());
        var connection = await api.OpenAsync();
        api.OnResponse = response =>
            SetHeaders(
                response,
                limit,
                remaining,
                api.Clock.GetUtcNow().AddMinutes(15).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

        await api.ReadAsync(new DmClient(connection), All);

        var reported = connection.RateLimits.Single(window => window.Endpoint == All);
        Assert.Equal((expectedLimit, expectedRemaining), (reported.Limit, reported.Remaining));
    }

    [Theory]
    [InlineData(null, "1")]
    [InlineData("1.5", "1")]
    [InlineData("", "1")]
    [InlineData("0", null)]
    [InlineData("0", "soon")]
    public async Task Incomplete_headers_are_ignored(string? remaining, string? reset)
    {
        await using var api = await StartAsync(new SandboxOptions());
        var connection = await api.OpenAsync();
        api.OnResponse = response => SetHeaders(response, "10", remaining, reset);

        await api.ReadAsync(new DmClient(connection), All);

        Assert.DoesNotContain(connection.RateLimits, window => window.Endpoint == All);
        Assert.Equal(TimeSpan.Zero, await api.ReadAsync(new DmClient(connection), All));
    }

    [Fact]
    public async Task A_window_that_allows_nothing_has_no_forecast_of_its_own()
    {
        await using var api = await StartAsync(new SandboxOptions());
        var connection = await api.OpenAsync();
        api.OnResponse = response => SetHeaders(response, "0", "0", api.Clock.GetUtcNow().AddMinutes(15).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

        await api.ReadAsync(new DmClient(connection), All);

        Assert.Equal(TimeSpan.Zero, connection.ForecastEvents(1000).Duration);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("-9223372036854775808")]
    public async Task A_reset_before_the_minimum_date_has_passed(string reset)
    {
        await using var api = await StartAsync(new SandboxOptions());
        var connection = await api.OpenAsync();
        api.OnResponse = response => SetHeaders(response, "10", "0", reset);

        await api.ReadAsync(new DmClient(connection), All);

        Assert.Equal(TimeSpan.Zero, await api.ReadAsync(new DmClient(connection), All));
    }

    [Fact]
    public async Task Two_APIs_have_separate_limits_even_for_the_same_user_id()
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerWindow = 1 });
        await using var elsewhere = await SandboxServer.StartAsync(new SandboxOptions { Clock = api.Clock });
        var client = new DmClient(await api.OpenAsync(), new DmCallOptions { OnRateLimit = DmRateLimitAction.Stop });
        await api.ReadAsync(client, All);

        using var other = await DmConnection.OpenAsync(new()
        {
            ApiBaseUri = elsewhere.BaseUri,
            Credential = new TwitterDm.Auth.BearerCredential(SandboxCredentials.UserToken),
            Clock = api.Clock,
        });

        Assert.DoesNotContain(other.RateLimits, window => window.Endpoint == All);
        await api.ReadAsync(new DmClient(other), All);
        await Assert.ThrowsAsync<DmException>(() => api.ReadAsync(client, All));
    }

    private static void SetHeaders(HttpResponseMessage response, string? limit, string? remaining, string? reset)
    {
        foreach (var (name, value) in new[] { ("limit", limit), ("remaining", remaining), ("reset", reset) })
        {
            response.Headers.Remove($"x-rate-limit-{name}");
            if (value is not null)
                response.Headers.TryAddWithoutValidation($"x-rate-limit-{name}", value);
        }
    }
}

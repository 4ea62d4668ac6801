using TwitterDm.Notices;
using TwitterDm.Sandbox;
using static TwitterDm.Core.Tests.RateLimiting.LimitedApi;

namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>Clocks that differ, and responses with implausible values.</summary>
public sealed class ClockSkewTests
{
    private static readonly SandboxOptions ThreeRequests = new() { RequestsPerWindow = 3 };

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(8760)]
    public async Task A_window_ends_by_the_clock_of_the_API(int hoursAhead)
    {
        await using var api = await StartAsync(ThreeRequests, TimeSpan.FromHours(hoursAhead));
        var client = await api.ConnectAsync();
        for (var request = 0; request < 3; request++)
            await api.ReadAsync(client, All);

        var waited = await api.ReadAsync(client, All);

        Assert.InRange(waited, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15.1));
        Assert.Contains("until 12:15:0", api.Notices.Progress[0].Text, StringComparison.Ordinal);
        Assert.Equal(0, api.Refusals);
    }

    public static TheoryData<int, double> AbsurdDates()
    {
        var data = new TheoryData<int, double>();
        foreach (var responseNumber in Enumerable.Range(1, 4))
        {
            foreach (var hours in new[] { 0.5, 6, 300_000, -0.5, -6, -300_000 })
                data.Add(responseNumber, hours);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(AbsurdDates))]
    public async Task A_single_implausible_date_causes_neither_a_wait_of_hours_nor_a_hot_loop(int responseNumber, double hours)
    {
        await using var api = await StartAsync(ThreeRequests);
        api.OnResponse = response =>
        {
            if (api.Responses.Count == responseNumber)
                response.Headers.Date = api.Clock.GetUtcNow().AddHours(hours);
        };
        var client = await api.ConnectAsync();
        var waited = TimeSpan.Zero;

        for (var request = 0; request < 5; request++)
            waited += await api.ReadAsync(client, All);

        Assert.InRange(waited, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15.1));
        Assert.Equal(0, api.Refusals);
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    public async Task A_date_at_the_end_of_time_breaks_no_request(string date)
    {
        await using var api = await StartAsync(ThreeRequests);
        api.OnResponse = response => response.Headers.Date = DateTimeOffset.Parse(date, System.Globalization.CultureInfo.InvariantCulture);

        await api.ReadAsync(await api.ConnectAsync(), All);

        api.OnResponse = _ => { };
        Assert.Equal(TimeSpan.Zero, await api.ReadAsync(await api.ConnectAsync(), All));
    }

    [Fact]
    public async Task One_wrong_date_does_not_make_a_query_look_empty()
    {
        await using var api = await StartAsync(new SandboxOptions());
        api.OnResponse = response => response.Headers.Date = api.Clock.GetUtcNow().AddHours(-2);
        var client = await api.ConnectAsync();
        api.OnResponse = _ => { };
        var id = api.Server.Api.AddMessage("12", "new");
        var since = api.Clock.GetUtcNow().AddMinutes(-5);

        var listed = await Support.TestApi.CollectAsync(client.ListEvents(new() { Since = since }));

        Assert.Contains(id, listed.Select(item => item.Id));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("garbage")]
    public async Task A_limit_that_is_not_known_is_not_named(string limit)
    {
        await using var api = await StartAsync(new SandboxOptions());
        var connection = await api.OpenAsync();
        api.OnResponse = response =>
        {
            SharedWindowTests.Rewrite(response, "x-rate-limit-limit", limit);
            SharedWindowTests.Rewrite(response, "x-rate-limit-remaining", "0");
        };
        await api.ReadAsync(new DmClient(connection), All);

        var error = await Assert.ThrowsAsync<DmException>(
            () => api.ReadAsync(new DmClient(connection, new DmCallOptions { OnRateLimit = DmRateLimitAction.Stop }), All));

        Assert.Contains("GET /2/dm_events: all requests of the window are used", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Fault, int> Refusals => new()
    {
        { "an absurd reset", Fault.TooManyRequests(TimeSpan.FromDays(3650)), 60 },
        { "a reset beyond a day", Fault.TooManyRequests(TimeSpan.FromHours(26)), 60 },
        { "an absurd reset and remaining", Fault.TooManyRequestsWithRemaining(5, TimeSpan.FromDays(400)), 60 },
        { "an absurd Retry-After", Fault.TooManyRequestsRetryAfter(TimeSpan.FromDays(3650)), 60 },
        { "an absurd Retry-After date", Fault.TooManyRequestsRetryAfterDate(TimeSpan.FromDays(3650)), 60 },
        { "a Retry-After of nothing", Fault.TooManyRequestsRetryAfter(TimeSpan.Zero), 60 },
        { "a reset that is over now", Fault.TooManyRequests(TimeSpan.Zero), 60 },
        { "a day less a minute", Fault.TooManyRequests(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(1)), 86_340 },
    };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public async Task The_wait_after_a_refusal_lasts_only_a_plausible_time(string kind, Fault refusal, int seconds)
    {
        await using var api = await StartAsync(new SandboxOptions());
        var client = await api.ConnectAsync();
        api.Server.Faults.When(request => request.PathAndQuery.Contains("dm_events", StringComparison.Ordinal), refusal);

        var waited = await api.ReadAsync(client, All);

        Assert.True(waited >= TimeSpan.FromSeconds(seconds) && waited <= TimeSpan.FromSeconds(seconds + 2), $"{kind} made it wait {waited}.");
        Assert.Equal(1, api.Refusals);
    }

    [Fact]
    public async Task A_repeated_Retry_After_of_a_second_causes_longer_and_longer_waits()
    {
        await using var api = await StartAsync(new SandboxOptions());
        var client = await api.ConnectAsync();
        api.Server.Faults.When(
            request => request.PathAndQuery.Contains("dm_events", StringComparison.Ordinal),
            Fault.TooManyRequestsRetryAfter(TimeSpan.FromSeconds(1)),
            times: 20);

        await Assert.ThrowsAsync<DmException>(() => api.ReadAsync(client, All));

        Assert.Equal(10, api.Refusals);
        Assert.True(api.Clock.GetUtcNow() - new TwitterDm.Testing.ManualClock().GetUtcNow() > TimeSpan.FromMinutes(8));
    }

    [Fact]
    public async Task An_implausible_reset_in_a_successful_response_causes_no_wait()
    {
        await using var api = await StartAsync(new SandboxOptions());
        var client = await api.ConnectAsync();
        api.OnResponse = response =>
        {
            SharedWindowTests.Rewrite(response, "x-rate-limit-remaining", "0");
            SharedWindowTests.Rewrite(response, "x-rate-limit-reset", "99999999999");
        };
        await api.ReadAsync(client, All);

        Assert.Equal(TimeSpan.Zero, await api.ReadAsync(client, All));
    }

    [Fact]
    public async Task The_daily_limit_of_the_app_is_named()
    {
        await using var api = await StartAsync(new SandboxOptions());
        var connection = await api.OpenAsync();
        api.OnResponse = response =>
        {
            SharedWindowTests.Rewrite(response, "x-app-limit-24hour-limit", "5000");
            SharedWindowTests.Rewrite(response, "x-app-limit-24hour-remaining", "0");
            SharedWindowTests.Rewrite(response, "x-app-limit-24hour-reset", $"{api.Clock.GetUtcNow().AddHours(7).ToUnixTimeSeconds()}");
        };
        await api.ReadAsync(new DmClient(connection), All);

        var error = await Assert.ThrowsAsync<DmException>(
            () => api.ReadAsync(new DmClient(connection, new DmCallOptions { MaxWait = TimeSpan.FromHours(6) }), All));

        Assert.Contains("all 5000 requests of the app's day are used; the window ends at 19:00:01", error.Message, StringComparison.Ordinal);
        Assert.Equal(api.Clock.GetUtcNow().AddHours(7), error.ResetsAtUtc);
    }
}

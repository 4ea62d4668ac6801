using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using static TwitterDm.Core.Tests.RateLimiting.LimitedApi;

namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>How a wait for a window is displayed, when it begins, and when it ends.</summary>
public sealed class WaitTests
{
    private static readonly SandboxOptions OneRequest = new() { RequestsPerWindow = 1 };

    [Fact]
    public async Task A_wait_updates_its_progress_every_second_from_0_to_100_percent()
    {
        await using var api = await StartAsync(OneRequest);
        var client = await api.ConnectAsync();
        await api.ReadAsync(client, All);

        await api.ReadAsync(client, All);

        // The reset has a precision of one second, so the wait is one second longer.
        var (waits, length) = (api.Notices.Progress, TimeSpan.FromSeconds(901));
        Assert.Equal(902, waits.Count);
        Assert.All(waits.SkipLast(1).Select((wait, index) => (wait, index)), item =>
        {
            Assert.Equal(length - TimeSpan.FromSeconds(item.index), item.wait.Left);
            Assert.Equal(100 * item.index / 901, item.wait.PercentComplete);
        });
        Assert.Equal((TimeSpan.Zero, 100), (waits[^1].Left, waits[^1].PercentComplete));
    }

    [Fact]
    public async Task A_wait_of_many_hours_shows_its_end_date_and_updates_less_often()
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerDay = 1 });
        var client = await api.ConnectAsync();
        await api.ReadAsync(client, All);

        var waited = await api.ReadAsync(client, All);

        Assert.Equal(TimeSpan.FromSeconds(86_401), waited);
        Assert.Contains("2026-01-16 12:00:01", api.Notices.Progress[0].Text, StringComparison.Ordinal);
        // Every 30 seconds until less than an hour remains, then every second, and once at the end.
        Assert.Equal(2761 + 3571 + 1, api.Notices.Progress.Count);
    }

    [Theory]
    [InlineData(900, false)]
    [InlineData(901, true)]
    public async Task A_wait_of_exactly_the_maximum_length_is_allowed(int seconds, bool isWaited)
    {
        await using var api = await StartAsync(OneRequest);
        var connection = await api.OpenAsync();
        var client = new DmClient(connection, new DmCallOptions { MaxWait = TimeSpan.FromSeconds(seconds) });
        await api.ReadAsync(client, All);

        if (isWaited)
        {
            Assert.Equal(TimeSpan.FromSeconds(901), await api.ReadAsync(client, All));
            return;
        }

        var error = await Assert.ThrowsAsync<DmException>(() => api.ReadAsync(client, All));
        Assert.Equal((DmErrorKind.RateLimit, All), (error.Kind, error.Request));
        Assert.Equal(api.Clock.GetUtcNow().AddMinutes(15), error.ResetsAt);
        Assert.Equal(DmErrorReason.WaitNotAllowed, error.Reason);
    }

    [Fact]
    public async Task A_caller_that_does_not_wait_for_windows_still_awaits_the_first_responses_of_a_new_one()
    {
        await using var api = await StartAsync(OneRequest with { RequestsPerWindow = 2 });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection, new DmCallOptions { OnRateLimit = DmRateLimitAction.Stop });
        await api.ReadAsync(client, All);
        api.Clock.Advance(TimeSpan.FromMinutes(20));
        var reset = api.Clock.GetUtcNow().AddMinutes(15);

        var reads = Enumerable.Range(0, 3).Select(_ => Record.ExceptionAsync(() => ReadOnceAsync(client, All))).ToArray();
        await api.RunAsync(Task.WhenAll(reads));

        var errors = (await Task.WhenAll(reads)).OfType<DmException>().ToArray();
        var error = Assert.Single(errors);
        Assert.Equal(DmErrorKind.RateLimit, error.Kind);
        Assert.InRange(error.ResetsAt!.Value, reset, reset.AddSeconds(1));
        Assert.Equal(0, api.Refusals);
    }

    [Fact]
    public async Task Refusals_without_a_reset_cause_waits_that_double_up_to_15_minutes()
    {
        await using var api = await StartAsync(new SandboxOptions());
        var client = await api.ConnectAsync();
        api.Server.Faults.When(IsList, Fault.TooManyRequestsWithoutHeaders, times: 20);
        var start = api.Clock.GetUtcNow();

        var error = await Assert.ThrowsAsync<DmException>(() => api.ReadAsync(client, All));

        Assert.Equal((DmErrorKind.RateLimit, 10), (error.Kind, api.Refusals));
        var expected = TimeSpan.FromMinutes(1 + 2 + 4 + 8 + (5 * 15));
        Assert.InRange(api.Clock.GetUtcNow() - start, expected, expected + TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_Retry_After_of_a_second_is_honored_once_and_then_doubled_each_time()
    {
        await using var api = await StartAsync(new SandboxOptions());
        var client = await api.ConnectAsync();
        api.Server.Faults.When(IsList, Fault.TooManyRequestsRetryAfter(TimeSpan.FromSeconds(1)), times: 4);

        var waited = await api.ReadAsync(client, All);

        Assert.InRange(waited, TimeSpan.FromSeconds(1 + 2 + 4 + 8), TimeSpan.FromSeconds(1 + 2 + 4 + 8 + 5));
    }

    [Fact]
    public async Task A_refusal_closes_only_the_endpoints_that_share_the_window()
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerWindow = 10 });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection, new DmCallOptions { OnRateLimit = DmRateLimitAction.Stop });
        await api.ReadAsync(client, All);
        await api.ReadAsync(client, With);
        api.Server.Faults.When(IsList, Fault.TooManyRequestsRetryAfter(TimeSpan.FromMinutes(3)));

        var first = await Assert.ThrowsAsync<DmException>(() => api.ReadAsync(client, All));
        var second = await Assert.ThrowsAsync<DmException>(() => api.ReadAsync(client, With));

        Assert.Equal(api.Clock.GetUtcNow().AddMinutes(3), first.ResetsAt);
        Assert.Equal(first.ResetsAt, second.ResetsAt);
        Assert.StartsWith($"{With}: ", second.Message, StringComparison.Ordinal);
        Assert.Contains("429", second.Message, StringComparison.Ordinal);
        Assert.Equal(1, api.Refusals);
        await api.Clock.RunAsync(client.SendMessageAsync(new DmOutgoingMessage { To = new("12"), Text = "Hello" }));
    }

    [Fact]
    public async Task A_response_that_arrives_out_of_order_does_not_raise_the_remaining_count()
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerWindow = 10 });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection);
        using var held = new HeldResponse(api);
        var slow = Task.Run(() => ReadOnceAsync(client, All));
        await held.HasCome;

        await ReadOnceAsync(client, All);
        held.Release();
        await slow;

        Assert.Equal(8, connection.RateLimits.Single(limit => limit.Endpoint == All).Remaining);
    }

    [Fact]
    public async Task As_many_requests_as_a_new_window_allows_go_before_its_first_response_and_no_more()
    {
        await using var api = await StartAsync(OneRequest with { RequestsPerWindow = 2 });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection, new DmCallOptions { OnRateLimit = DmRateLimitAction.Stop });
        await api.ReadAsync(client, All);
        api.Clock.Advance(TimeSpan.FromMinutes(20));
        var responses = api.Responses.Count;
        using var firstHeld = new HeldResponse(api);
        var first = Task.Run(() => ReadOnceAsync(client, All));
        await firstHeld.HasCome;
        using var secondHeld = new HeldResponse(api);
        var second = Task.Run(() => ReadOnceAsync(client, All));
        await secondHeld.HasCome;

        var third = Task.Run(() => Record.ExceptionAsync(() => ReadOnceAsync(client, All)));
        for (var checks = 0; checks < 10; checks++)
        {
            for (var waits = 0; !(api.Clock.NextDue <= api.Clock.GetUtcNow().AddSeconds(1)) && waits < 2000; waits++)
                await Task.Delay(5);
            api.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(responses + 2, api.Responses.Count);
        Assert.False(third.IsCompleted);
        firstHeld.Release();
        secondHeld.Release();
        Assert.Equal(DmErrorKind.RateLimit, Assert.IsType<DmException>(await api.Clock.RunAsync(third)).Kind);
        await Task.WhenAll(first, second);
        Assert.Equal(0, api.Refusals);
    }

    [Fact]
    public async Task The_requests_under_way_of_all_endpoints_that_share_a_window_count()
    {
        await using var api = await StartAsync(OneRequest with { RequestsPerWindow = 4 });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection, new DmCallOptions { OnRateLimit = DmRateLimitAction.Stop });
        await api.ReadAsync(client, All);
        await api.ReadAsync(client, With);
        using var firstHeld = new HeldResponse(api);
        var first = Task.Run(() => ReadOnceAsync(client, All));
        await firstHeld.HasCome;
        using var secondHeld = new HeldResponse(api);
        var second = Task.Run(() => ReadOnceAsync(client, With));
        await secondHeld.HasCome;

        var error = await Assert.ThrowsAsync<DmException>(() => ReadOnceAsync(client, All));

        Assert.Equal(DmErrorKind.RateLimit, error.Kind);
        firstHeld.Release();
        secondHeld.Release();
        await Task.WhenAll(first, second);
        Assert.Equal(0, api.Refusals);
    }

    [Fact]
    public async Task A_response_of_a_window_that_is_over_does_not_replace_the_new_one()
    {
        await using var api = await StartAsync(new SandboxOptions { RequestsPerWindow = 10 });
        var connection = await api.OpenAsync();
        var client = new DmClient(connection);
        var end = api.Clock.GetUtcNow().AddSeconds(10);
        using var held = new HeldResponse(api, response => SharedWindowTests.Rewrite(response, "x-rate-limit-reset", $"{end.ToUnixTimeSeconds()}"));
        var slow = Task.Run(() => ReadOnceAsync(client, All));
        await held.HasCome;
        api.Clock.Advance(TimeSpan.FromSeconds(20));

        await ReadOnceAsync(client, All);
        held.Release();
        await slow;

        Assert.True(connection.RateLimits.Single(limit => limit.Endpoint == All).ResetsAt > end);
    }

    [Fact]
    public async Task Of_two_exhausted_windows_the_one_that_ends_last_determines_the_wait()
    {
        await using var api = await StartAsync(OneRequest with { RequestsPerDay = 1 });
        var connection = await api.OpenAsync();
        await api.ReadAsync(new DmClient(connection), All);
        var start = api.Clock.GetUtcNow();

        var error = await Assert.ThrowsAsync<DmException>(
            () => api.ReadAsync(new DmClient(connection, new DmCallOptions { MaxWait = TimeSpan.FromHours(1) }), All));

        Assert.Equal(start.AddDays(1), error.ResetsAt);
        Assert.Equal(start, api.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_wait_without_progress_text_ends_with_the_time()
    {
        await using var api = await StartAsync(new SandboxOptions { SendsPerWindow = 1 });
        var client = await api.ConnectAsync();

        for (var number = 1; number <= 2; number++)
            await api.Clock.RunAsync(client.SendMessageAsync(new DmOutgoingMessage { To = new("12"), Text = $"{number}" }));

        Assert.EndsWith(" 12:15:01", api.Notices.Progress[0].Text, StringComparison.Ordinal);
    }

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

    private static bool IsList(RecordedRequest request) => request.PathAndQuery.Contains("dm_events", StringComparison.Ordinal);
}

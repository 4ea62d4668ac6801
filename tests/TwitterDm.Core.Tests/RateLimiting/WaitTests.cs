using TwitterDm.Notices;
using TwitterDm.Sandbox;
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
        Assert.Equal(api.Clock.GetUtcNow().AddMinutes(15), error.ResetsAtUtc);
        Assert.Equal(DmErrorReason.WaitNotAllowed, error.Reason);
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

        Assert.Equal(api.Clock.GetUtcNow().AddMinutes(3), first.ResetsAtUtc);
        Assert.Equal(first.ResetsAtUtc, second.ResetsAtUtc);
        Assert.StartsWith($"{With}: ", second.Message, StringComparison.Ordinal);
        Assert.Contains("429", second.Message, StringComparison.Ordinal);
        Assert.Equal(1, api.Refusals);
        await api.Clock.RunAsync(client.SendMessageAsync(new DmOutgoingMessage { To = new("12"), Text = "Hello" }));
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

        Assert.Equal(start.AddDays(1), error.ResetsAtUtc);
        Assert.Equal(start, api.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_wait_without_progress_text_begins_with_the_time()
    {
        await using var api = await StartAsync(new SandboxOptions { SendsPerWindow = 1 });
        var client = await api.ConnectAsync();

        for (var number = 1; number <= 2; number++)
            await api.Clock.RunAsync(client.SendMessageAsync(new DmOutgoingMessage { To = new("12"), Text = $"{number}" }));

        Assert.Matches("^until 12:15:01: ", api.Notices.Progress[0].Text);
    }

    private static bool IsList(RecordedRequest request) => request.PathAndQuery.Contains("dm_events", StringComparison.Ordinal);
}

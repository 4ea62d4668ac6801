using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Http;

public sealed class RateLimitTests
{
    private static readonly SandboxOptions ThreeRequests = new() { EventCount = 500, RequestsPerWindow = 3 };

    [Fact]
    public async Task A_request_waits_for_the_window_instead_of_being_refused()
    {
        await using var api = await TestApi.StartAsync(ThreeRequests);
        var start = api.Clock.GetUtcNow();

        var events = await api.ListAsync();

        Assert.Equal(500, events.Count);
        Assert.Equal(5, api.ListRequests.Count);
        Assert.InRange(api.Clock.GetUtcNow() - start, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15.1));
    }

    [Fact]
    public async Task A_wait_shows_its_reason_and_its_end()
    {
        await using var api = await TestApi.StartAsync(ThreeRequests);

        await api.ListAsync();

        var first = api.Notices.Progress[0];
        // A narrow window shows only the beginning.
        Assert.Matches("^until 12:15:0[0-9]: GET /2/dm_events", first.Text);
        Assert.Equal(0, first.PercentComplete);
        Assert.InRange(first.Left, TimeSpan.FromMinutes(14.9), TimeSpan.FromMinutes(15.1));
        Assert.Equal(TimeSpan.Zero, api.Notices.Progress[^1].Left);
    }

    [Fact]
    public async Task While_a_listing_waits_its_own_progress_includes_the_last_page()
    {
        await using var api = await TestApi.StartAsync(ThreeRequests);

        await api.ListAsync();

        Assert.Contains(api.Notices.Reading, notice => notice.Text == "300 events so far, page 3");
    }

    [Fact]
    public async Task Stop_is_an_error_with_the_reset_time_and_the_resume_token()
    {
        await using var api = await TestApi.StartAsync(ThreeRequests);

        var (events, error) = await api.ListUntilErrorAsync(client: api.Client(DmRateLimitAction.Stop));

        Assert.Equal(300, events.Count);
        Assert.Equal(DmErrorKind.RateLimit, error.Kind);
        Assert.Equal(api.Clock.GetUtcNow() + TimeSpan.FromMinutes(15), error.ResetsAtUtc);
        Assert.NotNull(Assert.IsType<DmResumePoint>(error.Target).PageToken);
        Assert.Equal(3, api.ListRequests.Count);
    }

    [Theory]
    [InlineData(14, false)]
    [InlineData(16, true)]
    public async Task A_wait_beyond_the_maximum_is_an_error(int longestMinutes, bool goesOn)
    {
        await using var api = await TestApi.StartAsync(ThreeRequests);
        var client = api.Client(maxWait: TimeSpan.FromMinutes(longestMinutes));

        if (goesOn)
            Assert.Equal(500, (await api.ListAsync(client: client)).Count);
        else
            Assert.Equal(DmErrorKind.RateLimit, (await api.ListUntilErrorAsync(client: client)).Error.Kind);
    }

    public static TheoryData<string, Fault, int, int> Refusals => new()
    {
        { "reset", Fault.TooManyRequests(TimeSpan.FromSeconds(90)), 90, 92 },
        { "remaining above 0", Fault.TooManyRequestsWithRemaining(7, TimeSpan.FromSeconds(90)), 90, 92 },
        { "no header", Fault.TooManyRequestsWithoutHeaders, 60, 62 },
        { "Retry-After in seconds", Fault.TooManyRequestsRetryAfter(TimeSpan.FromSeconds(40)), 40, 42 },
        { "Retry-After as a date", Fault.TooManyRequestsRetryAfterDate(TimeSpan.FromSeconds(40)), 40, 42 },
        { "reset in the past", Fault.TooManyRequestsResetInThePast(), 60, 62 },
        { "a day", Fault.TooManyRequestsForADay, 86_400, 86_402 },
    };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public async Task An_unexpected_refusal_is_waited_out(string kind, Fault refusal, int atLeast, int atMost)
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 150 });
        var start = api.Clock.GetUtcNow();
        api.Server.Faults.At(2, refusal);

        var events = await api.Clock.RunAsync(TestApi.CollectAsync(api.Client().ListEvents(new DmEventQuery())));

        Assert.Equal(150, events.Select(item => item.Id).Distinct().Count());
        Assert.Equal(3, api.ListRequests.Count);
        Assert.True(
            api.Clock.GetUtcNow() - start is var waited && waited >= TimeSpan.FromSeconds(atLeast) && waited <= TimeSpan.FromSeconds(atMost),
            $"A refusal with {kind} made it wait {waited}.");
    }

    [Fact]
    public async Task Endless_refusals_end_in_an_error_without_a_hot_loop()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 5 });
        api.Server.Faults.Every(1, Fault.TooManyRequestsWithoutHeaders);
        var start = api.Clock.GetUtcNow();

        var listing = Assert.ThrowsAsync<DmException>(() => TestApi.CollectAsync(api.Client().ListEvents(new DmEventQuery())));
        var error = await api.Clock.RunAsync(listing);

        Assert.Equal(DmErrorKind.RateLimit, error.Kind);
        Assert.Equal(10, api.ListRequests.Count);
        Assert.True(api.Clock.GetUtcNow() - start > TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Cancelling_ends_a_wait_at_once()
    {
        await using var api = await TestApi.StartAsync(ThreeRequests);
        using var stop = new CancellationTokenSource();
        var events = new List<DmEvent>();
        var listing = Task.Run(async () =>
        {
            await foreach (var item in api.Client().ListEvents(new DmEventQuery()).WithinBoundsAsync(api.Clock, cancellationToken: stop.Token))
                events.Add(item);
        });
        await Bounds.UntilAsync(() => api.Notices.Progress.Count > 0);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listing);
        Assert.Equal(300, events.Count);
    }

    [Fact]
    public async Task Every_response_updates_the_rate_limits()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { RequestsPerWindow = 50, RequestsPerDay = 1000 });

        await api.ListAsync(new DmEventQuery { First = 1 });

        var windows = api.Connection.RateLimits.Where(limit => limit.Endpoint == "GET /2/dm_events").ToArray();
        Assert.Equal([nameof(DmRateLimitWindow.FifteenMinutes), nameof(DmRateLimitWindow.UserDay)], windows.Select(limit => limit.Window));
        Assert.Equal((50, 49), (windows[0].Limit, windows[0].Remaining));
        Assert.Equal(api.Clock.GetUtcNow() + TimeSpan.FromMinutes(15), windows[0].ResetsAtUtc);
    }

    [Fact]
    public async Task An_exhausted_daily_limit_causes_a_wait()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 300, RequestsPerDay = 2 });

        var (events, error) = await api.ListUntilErrorAsync(client: api.Client(maxWait: TimeSpan.FromHours(1)));

        Assert.Equal(200, events.Count);
        Assert.Equal(DmErrorKind.RateLimit, error.Kind);
        Assert.True(error.ResetsAtUtc > api.Clock.GetUtcNow() + TimeSpan.FromHours(1));
    }
}

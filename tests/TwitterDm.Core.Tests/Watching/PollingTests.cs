using TwitterDm.Watching;

namespace TwitterDm.Core.Tests.Watching;

/// <summary>New events by polling.</summary>
public sealed class PollingTests
{
    private static readonly DmEventQuery Classic = new() { Sources = [DmSource.Classic] };

    [Fact]
    public async Task Events_come_oldest_first_each_once_and_only_those_since_the_start()
    {
        await using var run = await WatchRun.StartAsync();
        foreach (var minute in new[] { 0.5, 0.6, 3, 7.2, 7.3, 7.4, 40, 59 })
        {
            run.Plan(string.Empty, minute);
            run.Plan("g1002", minute + 0.01);
            run.Plan("g1003", minute + 0.02);
        }

        await run.WatchAsync(70);
        Assert.Equal(run.Planned, run.Ids);
        Assert.All(run.Delays, delay => Assert.InRange(delay, TimeSpan.Zero, TimeSpan.FromSeconds(80)));
    }

    [Fact]
    public async Task Nothing_is_lost_or_comes_twice_in_spite_of_faults()
    {
        await using var run = await WatchRun.StartAsync();
        var seed = Environment.GetEnvironmentVariable("TWITTERDM_TEST_SEED") is { } text
            ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        var random = new Random(seed);
        for (var number = 0; number < 60; number++)
            run.Plan(random.Next(4) switch { 0 => string.Empty, var group => $"g100{group}" }, random.NextDouble() * 90);
        run.Server.IsLost = _ => random.Next(6) == 0;
        run.Server.Refuse = _ => random.Next(8) == 0 ? new[] { 500, 502, 503, 429 }[random.Next(4)] : null;
        await run.WatchAsync(240);
        Assert.True(
            run.Planned.Order().SequenceEqual(run.Ids.Order()),
            $"seed {seed}: {run.Planned.Count} planned, {run.Ids.Count} returned, lost {string.Join(' ', run.Planned.Except(run.Ids))}");
    }

    [Fact]
    public async Task An_outage_of_hours_ends_nothing_and_is_warned_about_once()
    {
        await using var run = await WatchRun.StartAsync(conversations: 0);
        foreach (var minute in new[] { 5, 30, 100, 130 })
            run.Plan(string.Empty, minute);
        run.Server.IsLost = _ => run.Server.Clock.GetUtcNow() is var now && now > WatchRun.Start.AddMinutes(10) && now < WatchRun.Start.AddMinutes(120);
        await run.WatchAsync(150, Classic);
        Assert.Equal(run.Planned, run.Ids);
        var warnings = run.Server.Notices.Warnings.ToArray();
        Assert.Equal(2, warnings.Length);
        Assert.Contains("watching goes on", warnings[0], StringComparison.Ordinal);
        Assert.Contains("can be read again", warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_requests_of_a_window_are_spread_and_a_fifth_is_left()
    {
        await using var run = await WatchRun.StartAsync(conversations: 0);
        run.Server.RequestsPerWindow = 15;
        for (var minute = 1; minute < 60; minute += 7)
            run.Plan(string.Empty, minute);
        await run.WatchAsync(60, Classic);
        Assert.Equal(run.Planned, run.Ids);
        Assert.Equal(0, run.Server.TooManyRequests);
        Assert.InRange(run.Server.Requests.Count, 45, 49);
        var intervals = run.Polls.Zip(run.Polls.Skip(1), (one, next) => next - one).ToArray();
        Assert.All(intervals, interval => Assert.InRange(interval, TimeSpan.FromSeconds(70), TimeSpan.FromSeconds(80)));
    }

    [Fact]
    public async Task The_pace_follows_the_headers()
    {
        await using var run = await WatchRun.StartAsync(conversations: 0);
        run.Server.RequestsPerWindow = 300;
        run.At(15.05, () => run.Server.RequestsPerWindow = 15);
        await run.WatchAsync(31, Classic);
        Assert.InRange(run.Polls.Count(at => at < WatchRun.Start.AddMinutes(15)), 170, 180);
        Assert.InRange(run.Polls.Count(at => at > WatchRun.Start.AddMinutes(16)), 10, 13);
        Assert.Equal(0, run.Server.TooManyRequests);
        Assert.All(run.Polls.Zip(run.Polls.Skip(1)), pair => Assert.True(pair.Second - pair.First >= PollSchedule.MinInterval));
    }

    [Fact]
    public async Task Other_requests_of_the_account_do_not_lead_to_a_refusal()
    {
        await using var run = await WatchRun.StartAsync(conversations: 0);
        run.Server.RequestsPerWindow = 15;
        for (var minute = 2; minute < 40; minute += 5)
        {
            run.Plan(string.Empty, minute);
            run.At(minute + 0.5, () => _ = run.Server.Client.ListEvents(Classic with { First = 1 }).ReadPageAsync());
        }

        await run.WatchAsync(45, Classic);
        Assert.Equal(run.Planned, run.Ids);
        Assert.Equal(0, run.Server.TooManyRequests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(35)]
    [InlineData(250)]
    public async Task A_poll_that_finds_k_events_reads_at_most_2k_and_10(int count)
    {
        await using var run = await WatchRun.StartAsync(conversations: 0, classic: 400);
        for (var number = 0; number < count; number++)
            run.Plan(string.Empty, 1.1 + (number * 0.0005));
        run.At(1.01, () => { });
        var before = 0;
        run.At(1.05, () => before = run.Server.EventsReturned);
        await run.WatchAsync(2, Classic);
        Assert.Equal(run.Planned, run.Ids);
        Assert.InRange(run.Server.EventsReturned - before, Math.Max(10, count), (2 * count) + 10);
    }

    [Fact]
    public async Task Over_X_Chat_a_poll_reads_the_list_and_only_what_changed()
    {
        await using var run = await WatchRun.StartAsync(conversations: 40, classic: 0);
        run.Plan("g1007", 5.1);
        run.Plan("g1031", 9.2);
        await run.WatchAsync(20, new DmEventQuery { Sources = [DmSource.Chat] });
        Assert.Equal(run.Planned, run.Ids);
        Assert.Equal(["g1007", "g1031"], run.Server.Opened);
        Assert.Equal(run.Polls.Count, run.Server.Requests.Count(path => path.EndsWith("/conversations", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_conversation_that_is_new_is_read_from_the_start_of_the_watch()
    {
        await using var run = await WatchRun.StartAsync(conversations: 1);
        run.Plan("g5000", 5);
        run.Plan("g5000", 5.1);
        await run.WatchAsync(10);
        Assert.Equal(run.Planned, run.Ids);
    }

    [Fact]
    public async Task An_event_that_appears_late_behind_newer_ones_is_returned_once()
    {
        await using var run = await WatchRun.StartAsync(conversations: 1);
        run.Plan(string.Empty, 2);
        run.Plan("g1001", 2);
        var late = new List<string>();
        run.At(4.1, () => late.Add(run.Server.AddLate(string.Empty, WatchRun.Start.AddMinutes(1.5))));
        run.At(6.1, () =>
        {
            late.Add(run.Server.AddLate("g1001", WatchRun.Start.AddMinutes(1.7)));
            run.Server.UpdatedAt["g1001"] = WatchRun.Start.AddMinutes(6.1);
        });
        await run.WatchAsync(20);
        Assert.Equal(run.Planned.Concat(late), run.Ids);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(80)]
    public async Task An_event_that_appears_late_behind_a_burst_is_returned_once(int burst)
    {
        await using var run = await WatchRun.StartAsync(conversations: 0);
        for (var number = 0; number < burst; number++)
            run.Plan(string.Empty, 2 + (number * 0.001));
        var late = string.Empty;
        run.At(6.1, () => late = run.Server.AddLate(string.Empty, WatchRun.Start.AddMinutes(1.9)));
        await run.WatchAsync(12, Classic);
        Assert.Equal(run.Planned.Append(late), run.Ids);
    }

    [Fact]
    public async Task Recent_events_make_the_pages_larger_for_15_minutes_only()
    {
        await using var run = await WatchRun.StartAsync(conversations: 0, classic: 200);
        for (var number = 0; number < 30; number++)
            run.Plan(string.Empty, 2 + (number * 0.001));
        var before = 0;
        run.At(20, () => before = run.Server.EventsReturned);
        await run.WatchAsync(30, Classic);
        Assert.InRange(run.Server.EventsReturned - before, 10, 10 * run.Polls.Count(at => at >= WatchRun.Start.AddMinutes(20)));
    }

    [Fact]
    public async Task A_long_backlog_leaves_a_fifth_of_each_window_and_says_when_it_goes_on()
    {
        await using var run = await WatchRun.StartAsync(conversations: 0, classic: 0);
        run.Server.RequestsPerWindow = 15;
        for (var number = 0; number < 2500; number++)
            run.Server.Add(string.Empty, WatchRun.Start.AddSeconds(number - 6000));
        var byWindow = new Dictionary<long, int>();
        var plan = run.Server.BeforeRequest!;
        run.Server.BeforeRequest = () =>
        {
            plan();
            var window = (run.Server.Clock.GetUtcNow() - WatchRun.Start).Ticks / TimeSpan.FromMinutes(15).Ticks;
            byWindow[window] = byWindow.GetValueOrDefault(window) + 1;
        };
        await run.WatchAsync(60, Classic with { Since = WatchRun.Start.AddHours(-3) });
        Assert.Equal(run.Server.AllIds().Reverse(), run.Ids);
        Assert.All(byWindow.Values, count => Assert.InRange(count, 1, 12));
        var warning = Assert.Single(run.Server.Notices.Warnings);
        Assert.Matches(@"the last 3 are left to other work; continuing at .*\. [\d,]+ new events were read so far", warning);
    }

    [Fact]
    public async Task Events_before_the_start_do_not_count_as_late()
    {
        await using var run = await WatchRun.StartAsync(conversations: 1);
        run.Plan(string.Empty, 2);
        run.At(4.1, () => run.Server.AddLate(string.Empty, WatchRun.Start.AddMinutes(-1)));
        await run.WatchAsync(10);
        Assert.Equal(run.Planned, run.Ids);
    }

    [Fact]
    public async Task An_old_event_whose_id_contradicts_its_time_is_not_new()
    {
        await using var run = await WatchRun.StartAsync(conversations: 0);
        // Three days before its id.
        run.Server.CreatedAt[run.Server.Lists[string.Empty][2]] = WatchRun.Start.AddDays(-3);
        run.Plan(string.Empty, 3);
        await run.WatchAsync(10, Classic);
        Assert.Equal(run.Planned, run.Ids);
    }

    [Fact]
    public async Task Pages_out_of_order_lose_nothing()
    {
        await using var run = await WatchRun.StartAsync(conversations: 0);
        for (var minute = 1; minute < 20; minute++)
            run.Plan(string.Empty, minute);
        run.At(5.5, () => run.Server.Lists[string.Empty].Reverse(0, 9));
        run.At(9.5, () => run.Server.Lists[string.Empty].Reverse(0, 4));
        await run.WatchAsync(25, Classic);
        Assert.Equal(run.Planned.Order(), run.Ids.Order());
    }

    [Fact]
    public async Task A_start_is_a_time_or_an_event()
    {
        await using var run = await WatchRun.StartAsync(conversations: 2);
        run.Plan(string.Empty, 3);
        var known = run.Server.Lists[string.Empty][4];
        var expected = run.Server.AllIds().Where(id => Ids.Compare(id, known) > 0).Reverse().ToArray();
        await run.WatchAsync(5, new DmEventQuery { Sources = [DmSource.Classic, DmSource.Chat], SinceId = known });
        Assert.Equal(expected.Concat(run.Planned), run.Ids);
        run.Events.Clear();
        var since = Ids.TimeOf(known).AddMilliseconds(1);
        await run.WatchAsync(5, new DmEventQuery { Sources = [DmSource.Classic, DmSource.Chat], Since = since });
        Assert.Equal(expected.Concat(run.Planned), run.Ids);
    }

    [Fact]
    public async Task Own_events_are_left_out_on_request()
    {
        await using var run = await WatchRun.StartAsync(conversations: 0);
        run.Plan(string.Empty, 2);
        run.Plan(string.Empty, 3, isOwn: true);
        run.Plan(string.Empty, 4);
        await run.WatchAsync(10, Classic, new DmWatchOptions { IncomingOnly = true });
        Assert.Equal([run.Planned[0], run.Planned[2]], run.Ids);
    }

    [Theory]
    [InlineData(402, DmErrorKind.Credit)]
    [InlineData(401, DmErrorKind.Authentication)]
    [InlineData(403, DmErrorKind.Permission)]
    public async Task What_waiting_does_not_change_ends_the_watch(int status, DmErrorKind kind)
    {
        await using var run = await WatchRun.StartAsync(conversations: 0);
        run.Plan(string.Empty, 2);
        run.Server.Refuse = _ => run.Server.Clock.GetUtcNow() > WatchRun.Start.AddMinutes(5) ? status : null;
        var error = await Assert.ThrowsAsync<DmException>(() => run.WatchAsync(60, Classic));
        Assert.Equal(kind, error.Kind);
        Assert.Equal(run.Planned, run.Ids);
    }

    [Fact]
    public async Task After_a_sleep_it_polls_at_once()
    {
        await using var run = await WatchRun.StartAsync(conversations: 0);
        await using var watch = run.Server.Client.Watch(DmClient.CheckQuery(Classic));
        var batch = watch.ReadBatchAsync();
        while (!run.Server.Notices.Verbose.Any(text => text.StartsWith("Watching", StringComparison.Ordinal)) || run.Server.Clock.PendingTimers != 1)
            await Task.Delay(1);
        run.Plan(string.Empty, 90);
        run.Server.Clock.Sleep(TimeSpan.FromHours(3));
        run.Server.Clock.Advance(TimeSpan.FromSeconds(5));
        var events = await run.Server.Clock.RunAsync(batch);
        Assert.Equal(run.Planned, events!.Select(item => item.Id));
        Assert.True(run.Polls[1] - WatchRun.Start - TimeSpan.FromHours(3) < TimeSpan.FromSeconds(6));
        Assert.Contains(run.Server.Notices.Verbose, text => text.Contains("may have slept", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_ends_without_an_error_when_its_time_is_over()
    {
        await using var run = await WatchRun.StartAsync(conversations: 0);
        await run.WatchAsync(20, Classic, new DmWatchOptions { Timeout = TimeSpan.FromMinutes(7) });
        Assert.InRange(run.Server.Clock.GetUtcNow(), WatchRun.Start.AddMinutes(7), WatchRun.Start.AddMinutes(8));
        Assert.Empty(run.Server.Notices.Warnings);
    }

    [Fact]
    public async Task It_says_if_its_time_is_over_before_X_has_answered()
    {
        await using var run = await WatchRun.StartAsync(conversations: 0);
        run.Server.Refuse = _ => 503;
        await run.WatchAsync(20, Classic, new DmWatchOptions { Timeout = TimeSpan.FromMinutes(7) });
        Assert.Equal(
            "The watch ended before X had answered once, so that it is not known whether there are new events. Allow more time.",
            run.Server.Notices.Warnings.Last());
    }

    [Fact]
    public async Task It_stops_at_once()
    {
        await using var run = await WatchRun.StartAsync(conversations: 0);
        await using var watch = run.Server.Client.Watch(DmClient.CheckQuery(Classic));
        using var stop = new CancellationTokenSource();
        var batch = watch.ReadBatchAsync(stop.Token);
        while (run.Polls.Count == 0)
            await Task.Delay(1);
        var start = Environment.TickCount64;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batch);
        Assert.InRange(Environment.TickCount64 - start, 0, 900);
    }

    [Fact]
    public async Task It_says_once_what_it_watches_and_at_the_end_what_it_used()
    {
        await using var run = await WatchRun.StartAsync(conversations: 1);
        run.Plan(string.Empty, 2);
        await run.WatchAsync(10);
        var start = Assert.Single(run.Server.Notices.Verbose, text => text.StartsWith("Watching", StringComparison.Ordinal));
        Assert.Equal(
            "Watching all conversations of @jack (classic messages and X Chat) by polling, about every 75 s: an event can come that late. Polls cost at most about 0.20 "
                + "US dollars a day, plus at most 0.02 for each new event. Each conversation of X Chat in which something happens costs at most about 0.20 US dollars a day, the "
                + "others nothing.",
            start);
        Assert.Contains(run.Server.Notices.Verbose, text =>
            text.StartsWith("Watched for 10 min: 1 event, 8 polls, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_problem_that_comes_with_every_poll_is_warned_about_once()
    {
        await using var run = await WatchRun.StartAsync(conversations: 2);
        run.Server.Refuse = path => path.Contains("/chat/", StringComparison.Ordinal) ? 404 : null;
        run.Plan(string.Empty, 3);
        await run.WatchAsync(10);
        Assert.Equal(run.Planned, run.Ids);
        Assert.Contains("does not offer X Chat", Assert.Single(run.Server.Notices.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_that_one_poll_left_out_is_read_by_a_later_one()
    {
        await using var run = await WatchRun.StartAsync(conversations: 2);
        run.Plan("g1001", 3);
        var refused = 0;
        run.Server.Refuse = path => path.EndsWith("g1001/events", StringComparison.Ordinal) && refused++ == 0 ? 404 : null;
        await run.WatchAsync(10);
        Assert.True(refused > 1);
        Assert.Equal(run.Planned, run.Ids);
    }

    [Fact]
    public async Task A_query_with_an_end_is_refused()
    {
        await using var run = await WatchRun.StartAsync(conversations: 0);
        foreach (var query in new DmEventQuery[] { new() { Until = WatchRun.Start }, new() { First = 3 }, new() { PageSize = 3 } })
            Assert.Equal(DmErrorKind.InvalidRequest, Assert.Throws<DmException>(() => run.Server.Client.Watch(DmClient.CheckQuery(query))).Kind);
        var watch = Assert.Throws<DmException>(() => run.Server.Client.Watch(DmClient.CheckQuery(Classic), new DmWatchOptions { Timeout = TimeSpan.FromDays(100) }));
        Assert.Equal(DmErrorKind.InvalidRequest, watch.Kind);
    }
}

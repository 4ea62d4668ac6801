using TwitterDm.Api;
using TwitterDm.Core.Tests.Media;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Testing;
using TwitterDm.Usage;

namespace TwitterDm.Core.Tests.Usage;

/// <summary>Usage is counted as X bills it.</summary>
public sealed class UsageTests
{
    private static readonly DmOutgoingMessage Hello = new() { To = new("12"), Text = "Hello" };

    [Fact]
    public async Task An_item_read_twice_in_a_day_counts_once_and_again_after_midnight()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 120 });

        await api.ListAsync();
        var first = api.Connection.Usage;
        await api.ListAsync();
        await api.Client().GetEventAsync((await api.ListAsync())[^1].Id);
        var sameDay = api.Connection.Usage;
        api.Clock.Advance(TimeSpan.FromHours(12));
        await api.ListAsync();
        var nextDay = api.Connection.Usage;

        Assert.Equal(120, first.EventsRead);
        Assert.Equal((120, first.UsersRead, first.EstimatedCost), (sameDay.EventsRead, sameDay.UsersRead, sameDay.EstimatedCost));
        Assert.Equal(first.Requests + 5, sameDay.Requests);
        Assert.Equal((240, 2 * first.UsersRead), (nextDay.EventsRead, nextDay.UsersRead));
        Assert.Equal(0.01m * (nextDay.EventsRead + nextDay.UsersRead), nextDay.EstimatedCost);
    }

    [Fact]
    public async Task Every_operation_that_reads_a_user_counts_it()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 0 });

        var counts = new List<long> { api.Connection.Usage.UsersRead };
        await api.Client().ResolveAsync(new("@layla_h"));
        counts.Add(api.Connection.Usage.UsersRead);
        await api.Client().ResolveAsync(new("@layla_h"));
        await api.SendAllAsync(null, Hello with { To = new("@jacqueline") }, Hello with { To = new("@missing") });
        counts.Add(api.Connection.Usage.UsersRead);
        await api.ListAsync();
        counts.Add(api.Connection.Usage.UsersRead);

        // The connection check; one name; the one of two names that exists; and no new users for the messages that were sent.
        Assert.Equal([1, 2, 3, 3], counts);
    }

    [Fact]
    public async Task Threads_that_read_the_same_items_pay_once()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { RequestsPerWindow = 1000 });

        var lists = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => TestApi.CollectAsync(api.Client().ListEvents(new DmEventQuery())))));

        Assert.All(lists, list => Assert.Equal(500, list.Count));
        Assert.Equal((500, 41), (api.Connection.Usage.EventsRead, api.Connection.Usage.Requests));
    }

    [Theory]
    [InlineData("reset", 1)]
    [InlineData("status-after=503", 1)]
    [InlineData("status=503", 1)]
    [InlineData("status=403", 0)]
    [InlineData("html", 1)]
    public async Task A_message_counts_unless_it_was_certainly_not_sent(string fault, int expected)
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Parse(fault));

        await api.SendAllAsync(null, Hello);

        Assert.Equal(expected, api.Connection.Usage.MessagesSent);
    }

    [Fact]
    public async Task A_message_cancelled_in_transit_counts_and_one_cancelled_while_waiting_does_not()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { SendsPerWindow = 1 });
        api.Server.Faults.At(1, Fault.SlowHeadersAfterHandling(TimeSpan.FromMinutes(1)));
        using var onItsWay = new CancellationTokenSource();
        var sending = api.Client().SendMessageAsync(Hello, onItsWay.Token);
        await Bounds.UntilAsync(() => api.Server.Api.SentMessages.Count == 1);
        await onItsWay.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(1, api.Connection.Usage.MessagesSent);

        using var waiting = new CancellationTokenSource();
        sending = api.Client().SendMessageAsync(Hello, waiting.Token);
        await Bounds.UntilAsync(() => api.Notices.Progress.Count > 0);
        await waiting.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);

        Assert.Equal(1, api.Connection.Usage.MessagesSent);
        Assert.Single(api.Server.Api.SentMessages);
    }

    [Fact]
    public async Task A_repeated_look_up_does_not_count_as_a_message()
    {
        await using var api = await TestApi.StartAsync();
        api.Server.Faults.At(1, Fault.Status(503));

        await api.SendAllAsync(null, Hello with { To = new("@jacqueline") });

        Assert.Equal((2, 1), (api.Connection.Usage.UsersRead, api.Connection.Usage.MessagesSent));
    }

    [Fact]
    public async Task A_delete_counts_once_even_if_the_first_response_was_lost()
    {
        await using var api = await TestApi.StartAsync();
        var events = await api.ListAsync(new DmEventQuery { First = 2 });
        api.Server.Faults.Reset();
        api.Server.Faults.At(1, Fault.ResetAfterHandling);

        await api.Clock.RunAsync(api.Client().DeleteEventAsync(events[0].Id));
        await Assert.ThrowsAsync<DmException>(() => api.Clock.RunAsync(api.Client().DeleteEventAsync(events[0].Id)));

        Assert.Equal(1, api.Connection.Usage.EventsDeleted);
    }

    [Fact]
    public async Task Blocks_and_uploads_are_counted()
    {
        await using var api = await TestApi.StartAsync();
        using var folder = new TemporaryFolder();
        var path = folder.File("a.png");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, SampleMedia.Png);
        var before = api.Connection.Usage.EstimatedCost;

        await api.Client().BlockAsync(new("12"));
        await api.Client().UnblockAsync(new("12"));
        await api.SendAsync(new DmOutgoingMessage { To = new("12"), MediaPath = path });

        var usage = api.Connection.Usage;
        Assert.Equal((2, 1, 1), (usage.BlocksChanged, usage.MediaUploaded, usage.MessagesSent));
        Assert.Equal(0.045m, usage.EstimatedCost - before);
        Assert.Contains("2 blocks changed, 1 attachment uploaded", usage.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_block_does_not_exceed_the_spending_limit()
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await api.OpenAsync(spendingLimit: 0.015m);

        var error = await Assert.ThrowsAsync<DmException>(() => new DmClient(connection).BlockAsync(new("12")));

        Assert.Equal(DmErrorKind.SpendingLimit, error.Kind);
    }

    [Fact]
    public async Task Each_operation_reports_its_own_usage()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 150 });
        var before = api.Connection.Usage;
        await api.ListAsync(new DmEventQuery { First = 40 });
        var after = api.Connection.Usage;
        var listing = api.Client().ListEvents(new DmEventQuery());

        await api.Clock.RunAsync(TestApi.CollectAsync(listing));

        Assert.Equal(2, listing.Report!.Requests);
        Assert.Equal(api.Connection.Usage.EstimatedCost - after.EstimatedCost, listing.Report.EstimatedCost);
        Assert.Equal(110, api.Connection.Usage.EventsRead - after.EventsRead);
        Assert.True(after.UsersRead > before.UsersRead);
    }

    [Fact]
    public async Task The_estimate_follows_the_prices()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 50 });
        await api.ListAsync();
        var message = await api.SendAsync(Hello);
        await api.Client().DeleteEventAsync(message.EventId!);
        var usage = api.Connection.Usage;
        Assert.Equal(0.025m + (0.01m * (50 + usage.UsersRead)), usage.EstimatedCost);

        api.Connection.Prices = new DmPrices { Event = 1, User = 0, Message = 0.5m, Delete = 0.25m };

        Assert.Equal(50.75m, api.Connection.Usage.EstimatedCost);
        Assert.Throws<ArgumentOutOfRangeException>(() => api.Connection.Prices.Event = -0.001m);
        Assert.Throws<ArgumentNullException>(() => api.Connection.Prices = null!);
    }

    // It is unknown on which day X counted it.
    [Fact]
    public void A_request_in_progress_at_midnight_counts_on_both_days()
    {
        var clock = new ManualClock();
        var meter = new UsageMeter(clock, limit: null);
        var response = new ApiResponse<WireEvent> { Data = new() { Id = "17" }, Includes = new() { Users = [new() { Id = "4" }] } };
        var reservation = Reserve();
        clock.Advance(TimeSpan.FromHours(12));
        reservation.Release(Billing.ItemsOf(response));
        for (var times = 0; times < 3; times++)
            Reserve().Release(Billing.ItemsOf(response));

        SpendReservation Reserve() => meter.Reserve(Cost.EventAndSender, count: 1, canAskForFewer: false, "GET /2/dm_events/17");

        Assert.Equal((2, 2), (meter.Read().EventsRead, meter.Read().UsersRead));
    }
}

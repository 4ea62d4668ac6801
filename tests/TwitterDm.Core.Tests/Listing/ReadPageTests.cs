using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Listing;

/// <summary>A listing that is read page by page, as a cmdlet reads it.</summary>
public sealed class ReadPageTests
{
    [Fact]
    public async Task Each_page_has_its_events_and_null_is_the_end()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 250 });
        var whole = await api.ListAsync();
        await using var listing = api.Client().ListEvents(new DmEventQuery());

        var pages = new List<DmEvent[]>();
        while (await ReadAsync(api, listing) is { } page)
            pages.Add([.. page]);

        Assert.Equal([100, 100, 50], pages.Select(page => page.Length));
        Assert.Equal(whole.Select(item => item.Id), pages.SelectMany(page => page).Select(item => item.Id));
        Assert.Equal((nameof(DmStopReason.End), 250), (listing.Report!.StopReason, listing.Report.Events));
        Assert.Null(await ReadAsync(api, listing));
    }

    [Fact]
    public async Task Taking_events_starts_the_next_request_only_after_half_of_the_page()
    {
        await using var api = await TestApi.StartAsync();
        var (connection, departures) = await api.OpenWatchedAsync();
        using var opened = connection;
        await using var listing = new DmClient(connection).ListEvents(new DmEventQuery());
        using var events = (await ReadAsync(api, listing))!.GetEnumerator();

        Take(events, 51);
        Assert.Equal(1, departures.Lists);

        Take(events, 1);
        await Bounds.UntilAsync(() => departures.Lists == 2);
    }

    [Fact]
    public async Task A_partly_consumed_page_is_returned_again_with_the_rest()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 150 });
        var whole = await api.ListAsync();
        await using var listing = api.Client().ListEvents(new DmEventQuery());

        var first = (await ReadAsync(api, listing))!;
        var ids = first.Take(30).Select(item => item.Id).ToList();
        Assert.Equal(70, (await ReadAsync(api, listing))!.Count(item => Keep(ids, item)));
        Assert.Empty(first);
        Assert.Equal(50, (await ReadAsync(api, listing))!.Count(item => Keep(ids, item)));

        Assert.Equal(whole.Select(item => item.Id), ids);
        Assert.Null(await ReadAsync(api, listing));
    }

    [Fact]
    public async Task A_cancelled_read_can_be_repeated_and_does_not_repeat_the_request()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 20 });
        var (connection, departures) = await api.OpenWatchedAsync();
        using var opened = connection;
        await using var listing = new DmClient(connection).ListEvents(new DmEventQuery());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listing.ReadPageAsync(new CancellationToken(canceled: true)));

        Assert.Null(listing.Report);
        Assert.Equal(20, (await ReadAsync(api, listing))!.Count());
        Assert.Equal(1, departures.Lists);
    }

    [Fact]
    public async Task Disposing_cancels_the_request_ahead_and_leaves_an_exact_report()
    {
        await using var api = await TestApi.StartAsync();
        var whole = await api.ListAsync();
        api.Server.Faults.Reset();
        api.Server.Faults.At(2, Fault.SlowHeaders(TimeSpan.FromHours(1)));
        var listing = api.Client().ListEvents(new DmEventQuery());
        var page = (await ReadAsync(api, listing))!;
        var ids = page.Take(60).Select(item => item.Id).ToList();
        await Bounds.UntilAsync(() => api.Server.Faults.Received == 2);

        await listing.DisposeAsync().AsTask().WithinBoundsAsync(api.Clock);

        Assert.Equal((nameof(DmStopReason.Stopped), 60, 1), (listing.Report!.StopReason, listing.Report.Events, listing.Report.Pages));
        Assert.Empty(page);
        Assert.Null(await ReadAsync(api, listing));
        var rest = await api.ListAsync(new DmEventQuery { PageToken = listing.Report.PageToken });
        Assert.Equal(whole.Select(item => item.Id), ids.Concat(rest.Select(item => item.Id)));
    }

    [Fact]
    public async Task A_listing_cannot_be_enumerated_twice()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 5 });
        var listing = api.Client().ListEvents(new DmEventQuery());
        Assert.Equal(5, (await api.Clock.RunAsync(TestApi.CollectAsync(listing))).Count);

        await Assert.ThrowsAsync<InvalidOperationException>(() => TestApi.CollectAsync(listing));

        Assert.Equal(5, listing.Report!.Events);
    }

    private static Task<IEnumerable<DmEvent>?> ReadAsync(TestApi api, TwitterDm.Listing.DmListing listing) => listing.ReadPageAsync().WithinBoundsAsync(api.Clock);

    private static void Take(IEnumerator<DmEvent> events, int count)
    {
        for (var taken = 0; taken < count; taken++)
            Assert.True(events.MoveNext());
    }

    private static bool Keep(List<string> ids, DmEvent item)
    {
        ids.Add(item.Id);
        return true;
    }
}

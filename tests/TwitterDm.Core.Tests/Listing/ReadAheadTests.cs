using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Listing;

public sealed class ReadAheadTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(50)]
    public async Task Taking_at_most_half_a_page_causes_one_request(int taken)
    {
        await using var api = await TestApi.StartAsync();
        var (connection, departures) = await api.OpenWatchedAsync();
        using var opened = connection;

        Assert.Equal(taken, await TakeAsync(new DmClient(connection).ListEvents(new DmEventQuery()).WithinBoundsAsync(api.Clock), taken));

        Assert.Equal(1, departures.Lists);
    }

    [Fact]
    public async Task The_next_page_is_read_ahead_when_more_than_half_of_the_page_is_taken()
    {
        await using var api = await TestApi.StartAsync();
        await using var events = api.Client().ListEvents(new DmEventQuery()).WithinBoundsAsync(api.Clock).GetAsyncEnumerator();
        for (var index = 0; index < 52; index++)
            Assert.True(await events.MoveNextAsync());

        await Bounds.UntilAsync(() => api.ListRequests.Count == 2);
    }

    [Fact]
    public async Task A_page_that_first_does_not_need_is_not_read_ahead()
    {
        await using var api = await TestApi.StartAsync();
        var (connection, departures) = await api.OpenWatchedAsync();
        using var opened = connection;

        Assert.Equal(100, (await api.ListAsync(new DmEventQuery { First = 100 }, new DmClient(connection))).Count);

        Assert.Equal(1, departures.Lists);
    }

    [Fact]
    public async Task A_failed_read_ahead_does_not_lose_events_of_the_current_page()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 150 });
        api.Server.Faults.At(2, TwitterDm.Sandbox.Faults.Fault.CutJson);

        var (events, error) = await api.ListUntilErrorAsync();

        Assert.Equal(100, events.Count);
        Assert.Equal(DmErrorKind.Protocol, error.Kind);
    }

    private static async Task<int> TakeAsync(IAsyncEnumerable<DmEvent> events, int count)
    {
        var taken = 0;
        await foreach (var item in events)
        {
            Assert.NotNull(item);
            if (++taken == count)
                break;
        }

        return taken;
    }
}

using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Usage;

/// <summary>Every event that is read unnecessarily costs money.</summary>
public sealed class MinimalCostTests
{
    [Theory]
    [InlineData(1, null)]
    [InlineData(99, null)]
    [InlineData(100, null)]
    [InlineData(101, null)]
    [InlineData(251, null)]
    [InlineData(33, 10)]
    [InlineData(400, 100)]
    public async Task First_reads_no_more_than_it_returns(int first, int? pageSize)
    {
        await using var api = await TestApi.StartAsync();

        var events = await api.ListAsync(new DmEventQuery { First = first, PageSize = pageSize });

        Assert.Equal((first, first), (events.Count, (int)api.Connection.Usage.EventsRead));
    }

    [Fact]
    public async Task First_reads_no_more_than_it_returns_when_pages_overlap()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 300 });
        api.Server.Faults.Every(2, TwitterDm.Sandbox.Faults.Fault.EmptyPage);

        var events = await api.ListAsync(new DmEventQuery { First = 130 });

        Assert.Equal((130, 130), (events.Count, (int)api.Connection.Usage.EventsRead));
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(51, 1)]
    [InlineData(52, 2)]
    [InlineData(100, 2)]
    public async Task Taking_a_few_events_pays_for_the_next_page_only_beyond_half_of_the_current_one(int taken, int pages)
    {
        await using var api = await TestApi.StartAsync();
        var (connection, departures) = await api.OpenWatchedAsync();
        using var opened = connection;
        await using (var events = new DmClient(connection).ListEvents(new DmEventQuery()).WithinBoundsAsync(api.Clock).GetAsyncEnumerator())
        {
            for (var index = 0; index < taken; index++)
                Assert.True(await events.MoveNextAsync());
            Assert.Equal(pages, departures.Lists);
        }

        Assert.Equal(pages, departures.Lists);
        Assert.InRange(connection.Usage.EventsRead, 100, 100 * pages);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(29)]
    [InlineData(30)]
    [InlineData(70)]
    [InlineData(150)]
    [InlineData(250)]
    [InlineData(400)]
    public async Task Since_id_reads_at_most_twice_the_new_events_plus_ten(int newEvents)
    {
        await using var api = await TestApi.StartAsync();
        var all = await api.ListAsync();
        using var fresh = await api.OpenAsync(spendingLimit: null);

        var events = await api.ListAsync(new DmEventQuery { SinceId = all[newEvents].Id }, new DmClient(fresh));

        Assert.Equal(all.Take(newEvents).Select(item => item.Id), events.Select(item => item.Id));
        Assert.InRange(fresh.Usage.EventsRead, newEvents, (2 * newEvents) + 10);
    }
}

using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;

namespace TwitterDm.Core.Tests.Usage;

/// <summary>Every event that is read and not wanted is money.</summary>
public sealed class FewestMoneyTests
{
    [Theory]
    [InlineData(1, null)]
    [InlineData(99, null)]
    [InlineData(100, null)]
    [InlineData(101, null)]
    [InlineData(251, null)]
    [InlineData(33, 10)]
    [InlineData(400, 100)]
    public async Task First_reads_no_more_than_it_gives(int first, int? pageSize)
    {
        await using var api = await TestApi.StartAsync();

        var events = await api.ListAsync(new DmEventQuery { First = first, PageSize = pageSize });

        Assert.Equal((first, first), (events.Count, (int)api.Connection.Usage.EventsRead));
    }

    [Fact]
    public async Task First_reads_no_more_than_it_gives_when_pages_overlap()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 300 });
        api.Server.Faults.Every(2, TwitterDm.Sandbox.Host.Fault.EmptyPage);

        var events = await api.ListAsync(new DmEventQuery { First = 130 });

        Assert.Equal((130, 130), (events.Count, (int)api.Connection.Usage.EventsRead));
    }

    [Theory]
    [InlineData(5, 100)]
    [InlineData(51, 100)]
    [InlineData(52, 200)]
    [InlineData(100, 200)]
    public async Task Who_takes_a_few_pays_for_the_page_and_for_the_next_one_only_beyond_its_half(int taken, int most)
    {
        await using var api = await TestApi.StartAsync();
        await using (var events = api.Client().ListEvents(new DmEventQuery()).GetAsyncEnumerator())
        {
            for (var index = 0; index < taken; index++)
                Assert.True(await events.MoveNextAsync());
            await Task.Delay(50);
        }

        Assert.InRange(api.Connection.Usage.EventsRead, 100, most);
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
    public async Task Since_id_reads_at_most_twice_what_is_new_and_ten(int newEvents)
    {
        await using var api = await TestApi.StartAsync();
        var all = await api.ListAsync();
        using var fresh = await api.OpenAsync(spendingLimit: null);

        var events = await api.ListAsync(new DmEventQuery { SinceId = all[newEvents].Id }, new DmClient(fresh));

        Assert.Equal(all.Take(newEvents).Select(item => item.Id), events.Select(item => item.Id));
        Assert.InRange(fresh.Usage.EventsRead, newEvents, (2 * newEvents) + 10);
    }
}

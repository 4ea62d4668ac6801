using TwitterDm.Core.Tests.Support;
using TwitterDm.Sandbox;

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

        Assert.Equal(taken, await TakeAsync(api, taken));

        Assert.Single(api.ListRequests);
    }

    [Fact]
    public async Task The_next_page_is_read_ahead_when_more_than_half_of_the_page_is_taken()
    {
        await using var api = await TestApi.StartAsync();
        await using var events = api.Client().ListEvents(new DmEventQuery()).GetAsyncEnumerator();
        for (var index = 0; index < 52; index++)
            Assert.True(await events.MoveNextAsync());

        for (var waits = 0; api.ListRequests.Count < 2 && waits < 1000; waits++)
            await Task.Delay(5);

        Assert.Equal(2, api.ListRequests.Count);
    }

    [Fact]
    public async Task A_page_that_first_does_not_need_is_not_read_ahead()
    {
        await using var api = await TestApi.StartAsync();

        Assert.Equal(100, (await api.ListAsync(new DmEventQuery { First = 100 })).Count);

        Assert.Single(api.ListRequests);
    }

    [Fact]
    public async Task A_failed_read_ahead_does_not_lose_events_of_the_current_page()
    {
        await using var api = await TestApi.StartAsync(new SandboxOptions { EventCount = 150 });
        api.Server.Faults.At(2, TwitterDm.Sandbox.Host.Fault.CutJson);

        var (events, error) = await api.ListUntilErrorAsync();

        Assert.Equal(100, events.Count);
        Assert.Equal(DmErrorKind.Protocol, error.Kind);
    }

    private static async Task<int> TakeAsync(TestApi api, int count)
    {
        var taken = 0;
        await foreach (var item in api.Client().ListEvents(new DmEventQuery()))
        {
            Assert.NotNull(item);
            if (++taken == count)
                break;
        }

        return taken;
    }
}

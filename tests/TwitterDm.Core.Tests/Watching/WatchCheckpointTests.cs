using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Watching;

namespace TwitterDm.Core.Tests.Watching;

/// <summary>A watch that goes on where an earlier one ended.</summary>
public sealed class WatchCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private DmEventQuery Query => new() { Sources = [DmSource.Classic, DmSource.Chat], CheckpointPath = Path.Combine(_folder.Root, "watch.checkpoint") };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_first_run_begins_now_and_the_next_one_goes_on_there()
    {
        await using var run = await WatchRun.StartAsync();
        await run.WatchAsync(5, Query);
        Assert.Empty(run.Ids);
        run.Plan(string.Empty, 7);
        run.Plan("g1002", 8);
        run.Server.Clock.Sleep(TimeSpan.FromMinutes(30));
        run.Plan("g1002", 40);
        await run.WatchAsync(20, Query);
        Assert.Equal(run.Planned, run.Ids);
    }

    [Theory]
    [InlineData(false, "all conversations, but you requested all conversations, only incoming events")]
    [InlineData(true, "all conversations, only incoming events, but you requested all conversations")]
    public async Task A_checkpoint_of_incoming_events_only_is_one_of_its_own(bool isIncomingOnly, string words)
    {
        await using var run = await WatchRun.StartAsync();
        await run.WatchAsync(5, Query, new DmWatchOptions { IncomingOnly = isIncomingOnly });

        var error = await Assert.ThrowsAsync<DmException>(() => run.WatchAsync(5, Query, new DmWatchOptions { IncomingOnly = !isIncomingOnly }));

        Assert.Equal(DmErrorKind.File, error.Kind);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        await run.WatchAsync(5, Query, new DmWatchOptions { IncomingOnly = isIncomingOnly });
    }

    [Fact]
    public async Task It_advances_when_the_next_batch_is_asked_for()
    {
        await using var run = await WatchRun.StartAsync();
        run.Plan(string.Empty, 2);
        run.Plan("g1001", 2.1);
        await using (var watch = run.Server.Client.Watch(DmClient.CheckQuery(Query)))
            Assert.Equal(2, (await run.Server.Clock.RunAsync(watch.ReadBatchAsync()))!.Count);
        // Nobody said that these two were handled.
        await run.WatchAsync(5, Query);
        Assert.Equal(run.Planned, run.Ids);
        run.Events.Clear();
        await run.WatchAsync(5, Query);
        Assert.Empty(run.Ids);
    }

    [Fact]
    public async Task It_advances_within_a_batch_as_far_as_the_caller_came()
    {
        await using var run = await WatchRun.StartAsync();
        await run.WatchAsync(1, Query);
        run.Plan(string.Empty, 2);
        run.Plan("g1001", 2.1);
        run.Plan("g1001", 2.2);
        run.Plan(string.Empty, 2.3);
        run.Server.Clock.Sleep(TimeSpan.FromMinutes(2));
        var read = new List<string>();
        while (read.Count < 4)
        {
            await using var watch = run.Server.Client.Watch(DmClient.CheckQuery(Query));
            var batch = await run.Server.Clock.RunAsync(watch.ReadBatchAsync());
            Assert.Equal(run.Planned.Skip(read.Count), batch!.Select(item => item.Id));
            read.Add(batch![0].Id);
            watch.SaveCheckpoint(1);
        }

        Assert.Equal(run.Planned, read);
        await run.WatchAsync(5, Query);
        Assert.Empty(run.Ids);
    }

    [Fact]
    public async Task A_listing_goes_on_where_a_watch_ended_and_the_other_way_round()
    {
        await using var run = await WatchRun.StartAsync();
        run.Plan(string.Empty, 2);
        run.Plan("g1001", 2.1);
        await run.WatchAsync(10, Query);
        Assert.Equal(run.Planned, run.Ids);
        var later = run.Server.Add("g1003", WatchRun.Start.AddMinutes(11));
        Assert.Equal([later], (await Support.TestApi.CollectAsync(run.Server.Client.ListEvents(Query))).Select(item => item.Id));
        run.Events.Clear();
        await run.WatchAsync(5, Query);
        Assert.Empty(run.Ids);
    }
}

using System.Text.Json;
using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Watching;

namespace TwitterDm.Core.Tests.Watching;

/// <summary>A watch with a stream and a checkpoint: what came from the stream is after the position, which only polls move.</summary>
public sealed class StreamCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private DmEventQuery Query => new() { Sources = [DmSource.Classic, DmSource.Chat], CheckpointPath = Path.Combine(_folder.Root, "watch.checkpoint") };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("watch")]
    [InlineData("listing")]
    public async Task The_next_run_returns_what_the_stream_missed_and_nothing_again(string next)
    {
        await using var run = await StreamRun.StartAsync();
        run.Server.Faults.When(request => request.PathAndQuery.StartsWith("/2/activity/stream", StringComparison.Ordinal), Fault.StreamMissed(3), int.MaxValue);
        await BeginAsync(run);
        var added = new List<string>();
        foreach (var number in Enumerable.Range(0, 6))
        {
            added.Add(number % 2 == 0 ? run.Server.Api.AddMessage("12", $"event {number}") : run.Server.Api.AddChatMessage("12", $"event {number}"));
            // The stream misses every third.
            if (number % 3 != 2)
                await run.WaitForAsync(added[^1]);
        }

        await run.EndAsync();
        Assert.Equal([added[0], added[1], added[3], added[4]], run.Events.Select(item => item.Id));
        added.Add(run.Server.Api.AddMessage("12", "later"));

        var read = next == "watch" ? await WatchAsync(run, Query) : await ListAsync(run, Query);

        Assert.Equal([added[2], added[5], added[6]], read);
        Assert.Empty(await WatchAsync(run, Query));
        // Nothing is kept that the position covers.
        Assert.False(JsonDocument.Parse(await File.ReadAllTextAsync(Query.CheckpointPath!)).RootElement.TryGetProperty("returned", out _));
    }

    [Fact]
    public async Task After_a_kill_only_the_last_batch_of_the_stream_comes_again()
    {
        await using var run = await StreamRun.StartAsync();
        await BeginAsync(run);
        string[] handled = [run.Server.Api.AddMessage("12", "first"), run.Server.Api.AddChatMessage("12", "second")];
        await run.WaitForAsync(handled);
        await run.WaitUntilAsync(() => run.Events.Count == 2 && File.ReadAllText(Query.CheckpointPath!) is var text && handled.All(text.Contains));
        var killed = Path.Combine(_folder.Root, "killed.checkpoint");
        File.Copy(Query.CheckpointPath!, killed);
        Assert.DoesNotContain("isValid", await File.ReadAllTextAsync(killed), StringComparison.Ordinal);
        await run.EndAsync();

        Assert.Empty(await WatchAsync(run, Query with { CheckpointPath = killed }));
    }

    [Fact]
    public async Task Events_that_the_caller_did_not_handle_come_again()
    {
        await using var run = await StreamRun.StartAsync();
        await BeginAsync(run);
        await run.EndAsync();
        await using var watch = new DmClient(run.Connection).Watch(DmClient.CheckQuery(Query), new() { Stream = true });
        // One after the other, so that the first two batches have one event each.
        var first = watch.ReadBatchAsync();
        await run.WaitUntilAsync(() => run.Connects == 2);
        await Task.Delay(300);
        string[] ids = [run.Server.Api.AddMessage("12", "first"), string.Empty];
        Assert.Equal(ids[0], Assert.Single((await first)!).Id);
        var second = watch.ReadBatchAsync();
        ids[1] = run.Server.Api.AddMessage("12", "second");
        Assert.Equal(ids[1], Assert.Single((await second)!).Id);
        await watch.DisposeAsync();

        Assert.Equal([ids[1]], await WatchAsync(run, Query));
    }

    // Returns when the first poll is over, which wrote the checkpoint.
    private async Task BeginAsync(StreamRun run)
    {
        await run.BeginAsync(Query);
        await run.WaitUntilAsync(() => File.Exists(Query.CheckpointPath));
    }

    private static async Task<List<string>> WatchAsync(StreamRun run, DmEventQuery query)
    {
        var ids = new List<string>();
        var options = new DmWatchOptions { Timeout = TimeSpan.FromSeconds(20) };
        await using var watch = new DmClient(run.Connection).Watch(DmClient.CheckQuery(query), options);
        while (await watch.ReadBatchAsync() is { } batch)
            ids.AddRange(batch.Select(item => item.Id));
        return ids;
    }

    private static async Task<List<string>> ListAsync(StreamRun run, DmEventQuery query)
        => [.. (await TestApi.CollectAsync(new DmClient(run.Connection).ListEvents(query))).Select(item => item.Id).Reverse()];
}

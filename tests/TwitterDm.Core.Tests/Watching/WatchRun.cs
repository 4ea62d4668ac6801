using TwitterDm.Core.Tests.Listing.Merging;
using TwitterDm.Watching;

namespace TwitterDm.Core.Tests.Watching;

/// <summary>A watch over a server whose events are scheduled by its clock.</summary>
internal sealed class WatchRun : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly List<(DateTimeOffset At, Action Act)> _plan = [];

    private WatchRun(ChatServer server)
    {
        Server = server;
        server.BeforeRequest = ActOnPlan;
    }

    public ChatServer Server { get; }

    /// <summary>What the watch returned, in order.</summary>
    public List<DmEvent> Events { get; } = [];

    public IReadOnlyList<string> Ids => [.. Events.Select(item => item.Id)];

    /// <summary>The ids of the events that were planned, oldest first.</summary>
    public List<string> Planned { get; } = [];

    /// <summary>When the server was asked for the list of classic events, or of conversations.</summary>
    public List<DateTimeOffset> Polls { get; } = [];

    /// <summary>How late each event came.</summary>
    public List<TimeSpan> Delays { get; } = [];

    public static async Task<WatchRun> StartAsync(int conversations = 3, int eventsEach = 12, int classic = 15)
        => new(await MergedListingTests.StartAsync(conversations, eventsEach, classic));

    /// <summary>Plans an event.</summary>
    public void Plan(string list, double minute, bool isOwn = false) => At(minute, () =>
    {
        var id = Server.Add(list, Start.AddMinutes(minute));
        Planned.Add(id);
        if (isOwn)
            Server.Own.Add(id);
    });

    public void At(double minute, Action act)
    {
        _plan.Add((Start.AddMinutes(minute), act));
        _plan.Sort((one, other) => one.At.CompareTo(other.At));
    }

    /// <summary>Watches for a time, while the clock advances to whatever is due next, and then stops.</summary>
    public async Task WatchAsync(double minutes, DmEventQuery? query = null, DmWatchOptions? options = null, DmClient? client = null)
    {
        var clock = Server.Clock;
        var end = clock.GetUtcNow().AddMinutes(minutes);
        await using var watch = (client ?? Server.Client).Watch(DmClient.CheckQuery(query ?? new DmEventQuery { Sources = [DmSource.Classic, DmSource.Chat] }), options);
        using var stop = new CancellationTokenSource();
        var collect = CollectAsync(watch, stop.Token);
        // What is further away is the timeout of a request in progress.
        var deadline = Environment.TickCount64 + 60_000;
        while (!collect.IsCompleted
            && Environment.TickCount64 < deadline
            && (clock.NextDue is not { } next || next < end || next - clock.GetUtcNow() > TimeSpan.FromSeconds(60)))
        {
            if (clock.NextDue is { } due && due - clock.GetUtcNow() <= TimeSpan.FromSeconds(60))
                clock.Advance(due - clock.GetUtcNow());
            else
                await Task.WhenAny(collect, Task.Delay(1));
        }

        await stop.CancelAsync();
        await collect;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task CollectAsync(DmWatch watch, CancellationToken stop)
    {
        try
        {
            while (await watch.ReadBatchAsync(stop) is { } batch)
            {
                Assert.NotEmpty(batch);
                Events.AddRange(batch);
                Delays.AddRange(batch.Select(item => Server.Clock.GetUtcNow() - item.CreatedAtUtc));
            }

            Assert.Null(await watch.ReadBatchAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    private void ActOnPlan()
    {
        var now = Server.Clock.GetUtcNow();
        if (Polls.Count == 0 || Polls[^1] != now)
            Polls.Add(now);
        while (_plan is [var (at, act), ..] && at <= now)
        {
            _plan.RemoveAt(0);
            act();
        }
    }
}

using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.Testing;
using TwitterDm.Watching;

namespace TwitterDm.Core.Tests.Watching;

/// <summary>A watch with a stream over a sandbox on a port. Both see time pass faster than it does.</summary>
internal sealed class StreamRun : IAsyncDisposable
{
    public const double Factor = 20;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<DmEvent> _events = [];
    private Task? _collect;

    private StreamRun(SandboxServer server, FastClock clock) => (Server, Clock) = (server, clock);

    public SandboxServer Server { get; }

    public FastClock Clock { get; }

    public NoticeRecorder Notices { get; } = new();

    public DmConnection Connection { get; private set; } = null!;

    public DmWatch? Watch { get; private set; }

    public IReadOnlyList<DmEvent> Events
    {
        get
        {
            lock (_events)
                return [.. _events];
        }
    }

    public int Connects => Server.Requests.Count(request => request.PathAndQuery.StartsWith("/2/activity/stream", StringComparison.Ordinal));

    public static async Task<StreamRun> StartAsync(SandboxOptions? options = null, DmCredential? credential = null, string? appToken = SandboxCredentials.AppOnlyToken)
    {
        var clock = FastClock.StartNow(Factor);
        var server = await SandboxServer.StartAsync((options ?? new SandboxOptions { EventCount = 40 }) with { Clock = clock });
        var run = new StreamRun(server, clock);
        run.Connection = await DmConnection.OpenAsync(
            new()
            {
                ApiBaseUri = server.BaseUri,
                Credential = credential ?? new BearerCredential(SandboxCredentials.UserToken),
                AppToken = appToken,
                Clock = clock,
                ChatKey = ChatKey.Parse(SandboxCredentials.ChatKey),
            },
            new DmCallOptions { Notices = run.Notices });
        return run;
    }

    /// <summary>Begins to watch, and returns when the stream is connected.</summary>
    public async Task BeginAsync(DmEventQuery? query = null, DmWatchOptions? options = null)
    {
        Watch = new DmClient(Connection, new DmCallOptions { Notices = Notices }).Watch(
            DmClient.CheckQuery(query ?? new DmEventQuery()),
            (options ?? new()) with
            {
                Stream = true,
            });
        _collect = CollectAsync(Watch);
        await WaitUntilAsync(() => Notices.Verbose.Any(text => text.StartsWith("Watching", StringComparison.Ordinal)));
    }

    /// <summary>Waits until the events with these ids were returned.</summary>
    public Task WaitForAsync(params string[] ids) => WaitUntilAsync(() => !ids.Except(Events.Select(item => item.Id)).Any());

    public async Task WaitUntilAsync(Func<bool> condition)
    {
        for (var start = Environment.TickCount64; !condition(); await Task.Delay(5))
        {
            if (_collect is { IsFaulted: true })
                await _collect;
            Assert.True(
                Environment.TickCount64 - start < 20_000,
                "It did not happen. " + string.Join(Environment.NewLine, Notices.All.TakeLast(20).Select(notice => notice.Text)));
        }
    }

    public async Task EndAsync()
    {
        await _stop.CancelAsync();
        if (_collect is not null)
            await ((Task)_collect).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Watch is not null)
            await Watch.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Connection?.Dispose();
        await Server.DisposeAsync();
        _stop.Dispose();
    }

    private async Task CollectAsync(DmWatch watch)
    {
        while (await watch.ReadBatchAsync(_stop.Token) is { } batch)
        {
            lock (_events)
                _events.AddRange(batch);
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using TwitterDm.Auth;
using TwitterDm.Http;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>A sandbox on a port whose clock can differ from the client's, and connections to it that record all responses.</summary>
internal sealed class LimitedApi : IAsyncDisposable
{
    public const string All = "GET /2/dm_events";
    public const string With = "GET /2/dm_conversations/with/{participant_id}/dm_events";
    public const string In = "GET /2/dm_conversations/{id}/dm_events";

    private int _underWay;

    private LimitedApi(SandboxServer server, ManualClock clock)
    {
        Server = server;
        Clock = clock;
    }

    public SandboxServer Server { get; }

    public ManualClock Clock { get; }

    /// <summary>The status of every response, in order.</summary>
    public ConcurrentQueue<HttpStatusCode> Responses { get; } = new();

    /// <summary>Changes responses before the client reads them.</summary>
    public Action<HttpResponseMessage> OnResponse { get; set; } = _ => { };

    public TwitterDm.Core.Tests.Support.NoticeRecorder Notices { get; } = new();

    public int Refusals => Responses.Count(status => status == HttpStatusCode.TooManyRequests);

    public static async Task<LimitedApi> StartAsync(SandboxOptions options, TimeSpan ahead = default)
    {
        var clock = new ManualClock();
        return new(await SandboxServer.StartAsync(options with { Clock = ahead == default ? clock : new AheadClock(clock, ahead) }), clock);
    }

    /// <summary>A client of a new connection.</summary>
    public async Task<DmClient> ConnectAsync(DmCredential? credential = null)
        => new(await OpenAsync(credential), new DmCallOptions { Notices = Notices });

    public Task<DmConnection> OpenAsync(DmCredential? credential = null)
        => Clock.RunAsync(DmConnection.OpenAsync(Options(credential), new DmCallOptions { Notices = Notices }));

    public DmConnectionOptions Options(DmCredential? credential = null) => new()
    {
        ApiBaseUri = Server.BaseUri,
        Credential = credential ?? new BearerCredential(SandboxCredentials.UserToken),
        Clock = Clock,
        Transport = () => new Watch(this) { InnerHandler = HttpPipeline.CreateSocket() },
    };

    /// <summary>Sends one request to an endpoint and returns how long it waited.</summary>
    public async Task<TimeSpan> ReadAsync(DmClient client, string endpoint)
    {
        var start = Clock.GetUtcNow();
        await Clock.RunAsync(ReadOnceAsync(client, endpoint));
        return Clock.GetUtcNow() - start;
    }

    public static Task<List<DmEvent>> ReadOnceAsync(DmClient client, string endpoint) => Support.TestApi.CollectAsync(client.ListEvents(endpoint switch
    {
        With => new() { First = 1, ParticipantId = "12" },
        In => new() { First = 1, ConversationId = "12-1385551234567890123" },
        _ => new() { First = 1 },
    }));

    /// <summary>
    /// Advances the clock until a task with several threads has ended, but only while no request is in progress: otherwise, the waits of
    /// one thread would use up the time allowed for the response to another.
    /// </summary>
    public async Task RunAsync(Task task)
    {
        var deadline = Environment.TickCount64 + 60_000;
        while (!task.IsCompleted && Environment.TickCount64 < deadline)
        {
            if (Volatile.Read(ref _underWay) == 0 && Clock.NextDue is { } due && due - Clock.GetUtcNow() < HttpPipeline.AttemptTimeout / 2)
                Clock.Advance(due - Clock.GetUtcNow());
            else
                await Task.WhenAny(task, Task.Delay(1));
        }

        Assert.True(task.IsCompleted, "The work did not end although the clock was moved.");
        await task;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private sealed class Watch(LimitedApi api) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref api._underWay);
            using var ended = new End(() => Interlocked.Decrement(ref api._underWay));
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync();
            api.Responses.Enqueue(response.StatusCode);
            api.OnResponse(response);
            return response;
        }
    }

    private sealed class End(Action action) : IDisposable
    {
        public void Dispose() => action();
    }

    private sealed class AheadClock(ManualClock clock, TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + ahead;
    }
}

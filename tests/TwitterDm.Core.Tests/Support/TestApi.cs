using System.Net;
using System.Net.Sockets;
using TwitterDm.Auth;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Support;

/// <summary>A sandbox on a port, a connection to it over a real socket, and one clock for both.</summary>
internal sealed class TestApi : IAsyncDisposable
{
    private int _requestsBefore;

    private TestApi(SandboxServer server, ManualClock clock)
    {
        Server = server;
        Clock = clock;
    }

    public SandboxServer Server { get; }

    public ManualClock Clock { get; }

    public NoticeRecorder Notices { get; } = new();

    public DmConnection Connection { get; private set; } = null!;

    /// <summary>The requests for lists of events, in order, without the connection check.</summary>
    public IReadOnlyList<string> ListRequests
        => [.. Server.Requests.Select(request => request.PathAndQuery).Where(path => path.Contains("/dm_events?", StringComparison.Ordinal))];

    /// <summary>The method and path of each request since then, without the connection check.</summary>
    public IReadOnlyList<string> Calls
        => [.. Server.Requests.Skip(_requestsBefore).Select(request => $"{request.Method} {request.PathAndQuery.Split('?')[0]}")];

    public static async Task<TestApi> StartAsync(SandboxOptions? options = null, DmCredential? credential = null)
    {
        var clock = new ManualClock();
        var server = await SandboxServer.StartAsync((options ?? new SandboxOptions()) with { Clock = clock });
        var api = new TestApi(server, clock);
        api.Connection = await api.OpenAsync(credential ?? new BearerCredential(SandboxCredentials.UserToken));
        server.Faults.Reset();
        api._requestsBefore = server.Requests.Count;
        return api;
    }

    /// <summary>A connection with the account's chat key.</summary>
    /// <param name="options">The sandbox.</param>
    /// <param name="chatKey">Another key, in base64.</param>
    public static async Task<TestApi> StartChatAsync(SandboxOptions? options = null, string? chatKey = null)
    {
        var api = await StartAsync(options);
        api.Connection.Dispose();
        api.Connection = await api.Clock.RunAsync(DmConnection.OpenAsync(
            api.Options(new BearerCredential(SandboxCredentials.UserToken), chatKey: ChatKey.Parse(chatKey ?? api.Server.Api.ChatKeyOf().Key)),
            new DmCallOptions { Notices = api.Notices }));
        api.Server.Faults.Reset();
        api._requestsBefore = api.Server.Requests.Count;
        return api;
    }

    public Task<DmConnection> OpenAsync(DmCredential credential)
        => Clock.RunAsync(DmConnection.OpenAsync(Options(credential), new DmCallOptions { Notices = Notices }));

    /// <summary>Opens another connection of the same account; its check costs a user.</summary>
    public Task<DmConnection> OpenAsync(decimal? spendingLimit)
        => Clock.RunAsync(DmConnection.OpenAsync(Options(new BearerCredential(SandboxCredentials.UserToken), spendingLimit)));

    /// <summary>Opens another connection of the same account and records its requests when they are sent, except for its check.</summary>
    public async Task<(DmConnection Connection, Departures Departures)> OpenWatchedAsync()
    {
        var departures = new Departures();
        var options = Options(new BearerCredential(SandboxCredentials.UserToken), transport: departures.CreateTransport);
        return (await Clock.RunAsync(DmConnection.OpenAsync(options)), departures);
    }

    public DmConnectionOptions Options(DmCredential credential, decimal? spendingLimit = null, Func<HttpMessageHandler>? transport = null, ChatKey? chatKey = null)
        => new() { ApiBaseUri = Server.BaseUri, Credential = credential, Clock = Clock, SpendingLimit = spendingLimit, Transport = transport, ChatKey = chatKey };

    public DmClient Client(DmRateLimitAction onRateLimit = DmRateLimitAction.Wait, TimeSpan? maxWait = null)
        => new(Connection, new DmCallOptions { Notices = Notices, OnRateLimit = onRateLimit, MaxWait = maxWait });

    /// <summary>Sends one message while the clock advances.</summary>
    public Task<DmMessage> SendAsync(DmOutgoingMessage message, DmClient? client = null) => Clock.RunAsync((client ?? Client()).SendMessageAsync(message));

    /// <summary>Sends several messages while the clock advances.</summary>
    public Task<List<DmSendResult>> SendAllAsync(string? journalPath, params DmOutgoingMessage[] messages)
        => Clock.RunAsync(CollectAsync(Client().SendMessages(messages, new DmSendOptions { JournalPath = journalPath })));

    /// <summary>Lists to the end while the clock advances.</summary>
    public Task<List<DmEvent>> ListAsync(DmEventQuery? query = null, DmClient? client = null)
        => Clock.RunAsync(CollectAsync((client ?? Client()).ListEvents(query ?? new DmEventQuery())));

    /// <summary>Lists until an error; the events before it are kept.</summary>
    public async Task<(List<DmEvent> Events, DmException Error)> ListUntilErrorAsync(DmEventQuery? query = null, DmClient? client = null)
    {
        var events = new List<DmEvent>();
        var error = await Assert.ThrowsAsync<DmException>(
            () => Clock.RunAsync(CollectAsync((client ?? Client()).ListEvents(query ?? new DmEventQuery()), events)));
        return (events, error);
    }

    public static async Task<List<T>> CollectAsync<T>(IAsyncEnumerable<T> items, List<T>? into = null)
    {
        var list = into ?? [];
        await foreach (var item in items)
            list.Add(item);
        return list;
    }

    /// <summary>
    /// Stops the server, so that connections are refused. Until the result is disposed of, no other server can get its port.
    /// </summary>
    public async Task<IDisposable> StopServerAsync()
    {
        await Server.DisposeAsync();
        var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, Server.BaseUri.Port));
        return holder;
    }

    public async ValueTask DisposeAsync()
    {
        Connection?.Dispose();
        await Server.DisposeAsync();
    }
}

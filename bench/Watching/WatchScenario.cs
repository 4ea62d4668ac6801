using TwitterDm.Auth;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.Watching;

namespace TwitterDm.Bench.Watching;

/// <summary>One watch over a sandbox of its own.</summary>
/// <param name="name">Its name.</param>
/// <param name="source">Where it reads.</param>
/// <param name="isStream">Whether it reads a stream, too.</param>
/// <param name="clock">The time of the sandbox and of the watch.</param>
internal sealed class WatchScenario(string name, DmSource source, bool isStream, TimeProvider clock)
{
    public const int EventsPerMinute = 12;
    public const int FaultEvery = 7;

    // Longer than the time between two polls.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(150);

    private readonly List<(string Id, TimeSpan Delay)> _out = [];

    public async Task<WatchResult> RunAsync(TimeSpan length, Fault[] requestFaults, Fault[] streamFaults)
    {
        var options = new SandboxOptions { Clock = clock, EventCount = 100, TrafficPerMinute = EventsPerMinute }.WithDocumentedRateLimits();
        await using var server = await SandboxServer.StartAsync(options);
        var (tooMany, injected) = (0, false);
        server.ResponseStarted = (_, response) => Interlocked.Add(ref tooMany, response.StatusCode == 429 ? 1 : 0);
        using var connection = await OpenAsync(server);
        var start = clock.GetUtcNow();
        Spoil(server, requestFaults, streamFaults, () => !Volatile.Read(ref injected));
        var query = DmClient.CheckQuery(new DmEventQuery { Sources = [source], Since = start });
        var watch = new DmClient(connection).Watch(query, new DmWatchOptions { Stream = isStream });
        using var stop = new CancellationTokenSource();
        var collect = CollectAsync(watch, stop.Token);
        for (var end = clock.GetUtcNow() + length; clock.GetUtcNow() < end;)
        {
            await Task.Delay(TimeSpan.FromSeconds(40), clock);
            await DisconnectAsync(server);
        }

        // What has happened until now has to come.
        Volatile.Write(ref injected, true);
        var until = clock.GetUtcNow();
        await DisconnectAsync(server);
        await Task.Delay(Rest, clock);
        await stop.CancelAsync();
        await ((Task)collect).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await watch.DisposeAsync();
        if (collect.IsFaulted)
            Console.WriteLine($"{name}: {collect.Exception!.InnerException!.Message}");
        var refused = tooMany;
        return Result(server, await ListAsync(server, start, until), refused);
    }

    // Some faults of the stream do not end it.
    private static async Task DisconnectAsync(SandboxServer server)
    {
        using var http = new HttpClient(new SandboxMessageHandler(server.Api)) { BaseAddress = server.BaseUri };
        http.DefaultRequestHeaders.Authorization = new("Bearer", SandboxCredentials.AppOnlyToken);
        using var response = await http.DeleteAsync(new Uri("2/connections/all", UriKind.Relative));
    }

    private async Task CollectAsync(DmWatch watch, CancellationToken stop)
    {
        while (await watch.ReadBatchAsync(stop) is { } batch)
        {
            lock (_out)
                _out.AddRange(batch.Select(item => (item.Id, clock.GetUtcNow() - new DateTimeOffset(item.CreatedAt))));
        }
    }

    private WatchResult Result(SandboxServer server, List<string> expected, int tooMany)
    {
        var ids = _out.Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        var wanted = expected.ToHashSet(StringComparer.Ordinal);
        var delays = _out.Where(item => wanted.Contains(item.Id)).Select(item => item.Delay).Order().ToArray();
        return new(
            name,
            expected.Count,
            expected.Count(ids.Contains),
            expected.Count(id => !ids.Contains(id)),
            _out.Count - ids.Count,
            server.Requests.Count,
            tooMany,
            server.Requests.Count(IsStream),
            delays.Length == 0 ? TimeSpan.Zero : delays[delays.Length / 2],
            delays.LastOrDefault());
    }

    private static void Spoil(SandboxServer server, Fault[] requestFaults, Fault[] streamFaults, Func<bool> isOn)
    {
        var (requests, streams) = (0, 0);
        for (var kind = 0; kind < streamFaults.Length; kind++)
        {
            var turn = kind;
            server.Faults.When(
                request =>
                    isOn()
                    && IsStream(request)
                    && Volatile.Read(ref streams) % streamFaults.Length == turn
                    && Interlocked.Increment(ref streams) > 0,
                streamFaults[kind],
                int.MaxValue);
        }

        for (var kind = 0; kind < requestFaults.Length; kind++)
        {
            var turn = kind;
            server.Faults.When(
                request =>
                    isOn()
                    && !IsStream(request)
                    && request.Number % FaultEvery == 0
                    && Volatile.Read(ref requests) % requestFaults.Length == turn
                    && Interlocked.Increment(ref requests) > 0,
                requestFaults[kind],
                int.MaxValue);
        }
    }

    private static bool IsStream(RecordedRequest request) => request.PathAndQuery.StartsWith("/2/activity/stream", StringComparison.Ordinal);

    private async Task<List<string>> ListAsync(SandboxServer server, DateTimeOffset start, DateTimeOffset until)
    {
        using var connection = await OpenAsync(server, () => new SandboxMessageHandler(server.Api));
        var ids = new List<string>();
        await foreach (var item in new DmClient(connection).ListEvents(new DmEventQuery { Sources = [source], Since = start, Until = until }))
        {
            // The sandbox has events whose times contradict each other.
            if (new DateTimeOffset(item.CreatedAt) >= start)
                ids.Add(item.Id);
        }

        return ids;
    }

    private Task<DmConnection> OpenAsync(SandboxServer server, Func<HttpMessageHandler>? transport = null) => DmConnection.OpenAsync(new()
    {
        ApiBaseUri = server.BaseUri,
        Credential = new BearerCredential(transport is null ? SandboxCredentials.UserToken : server.Api.IssueTokens().AccessToken),
        ChatKey = ChatKey.Parse(SandboxCredentials.ChatKey),
        AppToken = SandboxCredentials.AppOnlyToken,
        Clock = clock,
        IsSandbox = transport is not null,
        Transport = transport,
    });
}

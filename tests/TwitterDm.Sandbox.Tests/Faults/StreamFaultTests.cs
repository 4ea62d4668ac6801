using System.Net;
using System.Text.Json;
using TwitterDm.Sandbox.Tests.Activity;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Faults;

/// <summary>Faults of the stream of live events.</summary>
public abstract class StreamFaultTests(ServerKind kind) : IAsyncLifetime
{
    private const string Zoe = "987654321";

    private RunningSandbox _sandbox = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await RunningSandbox.StartAsync(kind: kind);
        await _sandbox.Client.PostJsonAsync("/2/activity/subscriptions", new { event_type = "dm.received", filter = new { user_id = "1385551234567890123" } });
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_cut_stream_is_reset_after_some_events()
    {
        using var stream = await OpenAsync("stream-cut=2");
        var ids = Write(3);
        Assert.Equal([ids[0], ids[1]], [IdOf(await stream.EventAsync()), IdOf(await stream.EventAsync())]);
        await Assert.ThrowsAnyAsync<IOException>(() => stream.LineAsync());
        for (var time = 0; time < 200 && await CountAsync() > 0; time++)
            await Task.Delay(25);
        Assert.Equal(0, await CountAsync());

        async Task<int> CountAsync() => (await _sandbox.GetAsync("/2/connections", "Bearer " + SandboxCredentials.AppOnlyToken)).Body.Items("data").Count;
    }

    [Fact]
    public async Task A_silent_stream_sends_no_event_and_no_empty_line()
    {
        using var stream = await OpenAsync("stream-silence=1");
        var ids = Write(2);
        Assert.Equal(ids[0], IdOf(await stream.EventAsync()));
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(60));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.LineAsync(TimeSpan.FromMilliseconds(200)));
    }

    [Fact]
    public async Task A_disconnected_stream_says_so_and_ends()
    {
        using var stream = await OpenAsync("stream-disconnect");
        var ids = Write(1);
        Assert.Equal(ids[0], IdOf(await stream.EventAsync()));
        var error = JsonDocument.Parse((await stream.LineAsync())!).RootElement.Items("errors")[0];
        Assert.Equal(("operational-disconnect", "UpstreamOperationalDisconnect"), (error.Text("title"), error.Text("disconnect_type")));
        Assert.Null(await stream.LineAsync());
    }

    [Theory]
    [InlineData("stream-duplicate", new[] { 0, 0, 1, 1, 2, 2, 3, 3 })]
    [InlineData("stream-out-of-order", new[] { 1, 0, 3, 2 })]
    [InlineData("stream-missed", new[] { 0, 2 })]
    [InlineData("stream-missed=3", new[] { 0, 1, 3 })]
    public async Task Events_come_twice_or_in_another_order_or_not_at_all(string fault, int[] order)
    {
        using var stream = await OpenAsync(fault);
        var ids = Write(4);
        foreach (var number in order)
            Assert.Equal(ids[number], IdOf(await stream.EventAsync()));
    }

    [Fact]
    public async Task Connections_can_be_refused_and_the_account_can_have_no_credit()
    {
        using var many = await OpenAsync("429-connections");
        Assert.Equal(HttpStatusCode.TooManyRequests, many.Status);
        Assert.Equal("TooManyConnections", JsonDocument.Parse(await many.BodyAsync()).RootElement.Text("connection_issue"));
        using var poor = await OpenAsync("no-credit");
        Assert.Equal(HttpStatusCode.PaymentRequired, poor.Status);
    }

    [Fact]
    public async Task Other_responses_are_not_changed()
    {
        _sandbox.Server.Faults.When(_ => true, Fault.Parse("stream-cut"));
        Assert.Equal(HttpStatusCode.OK, (await _sandbox.GetAsync("/2/dm_events")).Status);
    }

    private Task<LineReader> OpenAsync(string fault)
    {
        _sandbox.Server.Faults.When(request => request.PathAndQuery.StartsWith("/2/activity/stream", StringComparison.Ordinal), Fault.Parse(fault));
        return LineReader.OpenAsync(_sandbox.Client.Http);
    }

    private string[] Write(int count) => [.. Enumerable.Range(0, count).Select(number => _sandbox.Server.Api.AddMessage(Zoe, $"Message {number}"))];

    private static string IdOf(JsonElement item) => item.GetProperty("payload").Items("direct_message_events")[0].Text("id");
}

/// <summary>The same of the host program.</summary>
public sealed class KestrelStreamFaultTests() : StreamFaultTests(ServerKind.Kestrel);

/// <summary>The same of the module's listener.</summary>
public sealed class ListenerStreamFaultTests() : StreamFaultTests(ServerKind.Listener);

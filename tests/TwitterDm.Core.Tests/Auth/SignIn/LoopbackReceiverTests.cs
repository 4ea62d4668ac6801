using System.Net;
using System.Net.Sockets;
using TwitterDm.Auth.SignIn;
using TwitterDm.Testing;

namespace TwitterDm.Core.Tests.Auth.SignIn;

public sealed class LoopbackReceiverTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("localhost", "127.0.0.1")]
    [InlineData("localhost", "::1")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("[::1]", "::1")]
    public async Task The_browser_is_heard_on_every_address_of_the_redirect(string host, string from)
    {
        if (!Socket.OSSupportsIPv6 && from.Contains(':', StringComparison.Ordinal))
            return;
        var uri = Loopback.FreeAddress(host);
        var waiting = Listen(uri);
        using var client = new TcpClient(IPAddress.Parse(from).AddressFamily);
        await client.ConnectAsync(IPAddress.Parse(from), uri.Port);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(Get(uri, "/callback?code=c&state=s")));

        using var callback = await waiting.WaitAsync(Soon);

        Assert.Equal("c", callback.Answer.CodeFor("s"));
        Assert.True(Loopback.CanListen(uri.Port));
    }

    [Theory]
    [InlineData("GET /favicon.ico HTTP/1.1\r\nHost: {host}\r\n\r\n", "404")]
    [InlineData("GET /callback/?code=c&state=s HTTP/1.1\r\nHost: {host}\r\n\r\n", "404")]
    [InlineData("GET /Callback?code=c&state=s HTTP/1.1\r\nHost: {host}\r\n\r\n", "404")]
    [InlineData("HEAD /callback?code=c&state=s HTTP/1.1\r\nHost: {host}\r\n\r\n", "404")]
    [InlineData("POST /callback?code=c&state=s HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\n\r\nhello", "404")]
    [InlineData("GET /callback?code=c&state=s HTTP/1.1\r\nHost: attacker.example\r\n\r\n", "404")]
    [InlineData("GET /callback?code=c&state=s HTTP/1.1\r\n\r\n", "404")]
    [InlineData("GET /callback?code=c&state=s HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Dest: image\r\n\r\n", "404")]
    [InlineData("GET /callback?code=c&state=s HTTP/1.1\r\nHost: {host}\r\nsec-fetch-dest:iframe\r\n\r\n", "404")]
    [InlineData("GET http://localhost/callback?code=c&state=s HTTP/1.1\r\nHost: {host}\r\n\r\n", "400")]
    [InlineData("GET /callback?code=c&state=s HTTP/2\r\nHost: {host}\r\n\r\n", "400")]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n", "400")]
    public async Task Whatever_is_not_the_callback_is_turned_away_and_the_wait_goes_on(string request, string status)
    {
        var uri = Loopback.FreeAddress();
        var waiting = Listen(uri);

        var answer = await Loopback.TalkAsync(uri, request.Replace("{host}", uri.Authority, StringComparison.Ordinal)).WaitAsync(Soon);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        await AssertStillHears(uri, waiting);
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_turned_away()
    {
        var uri = Loopback.FreeAddress();
        var waiting = Listen(uri);

        var answer = await Loopback.TalkAsync(uri, $"GET /callback?code={new string('c', 100_000)}").WaitAsync(Soon);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        await AssertStillHears(uri, waiting);
    }

    [Fact]
    public async Task Who_sends_nothing_or_slowly_keeps_nobody_out_and_is_let_go()
    {
        var uri = Loopback.FreeAddress();
        var clock = new ManualClock();
        var waiting = Listen(uri, clock);
        var slow = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Loopback.ConnectAsync(uri)));
        foreach (var client in slow)
            await client.GetStream().WriteAsync("GET /callb"u8.ToArray());
        await Bounds.UntilAsync(() => clock.PendingTimers >= slow.Length);

        clock.Advance(TimeSpan.FromSeconds(11));

        Assert.All(await Task.WhenAll(slow.Select(client => ReadAsync(client.GetStream()))), read => Assert.Equal(0, read));
        await AssertStillHears(uri, waiting);
    }

    [Fact]
    public async Task When_all_places_are_taken_by_slow_clients_they_are_let_go_and_the_browser_gets_one()
    {
        var uri = Loopback.FreeAddress();
        var clock = new ManualClock();
        var waiting = Listen(uri, clock);
        var slow = await Task.WhenAll(Enumerable.Range(0, 80).Select(_ => Loopback.ConnectAsync(uri)));
        var browser = Loopback.TalkAsync(uri, Get(uri, "/callback?code=c&state=s"));
        while (!waiting.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(waiting, Task.Delay(10));
        }

        using var callback = await waiting;
        await callback.ReplyAsync(CallbackPage.SignedIn());

        Assert.Contains("You are signed in", await browser, StringComparison.Ordinal);
        Array.ForEach(slow, client => client.Dispose());
    }

    [Fact]
    public async Task A_request_that_comes_byte_by_byte_is_put_together()
    {
        var uri = Loopback.FreeAddress();
        var waiting = Listen(uri);
        using var client = await Loopback.ConnectAsync(uri);
        client.NoDelay = true;
        foreach (var letter in Get(uri, "/callback?code=c&state=s"))
            await client.GetStream().WriteAsync(new[] { (byte)letter });

        using var callback = await waiting.WaitAsync(Soon);

        Assert.Equal("c", callback.Answer.CodeFor("s"));
    }

    [Fact]
    public async Task Who_leaves_early_ends_nothing()
    {
        var uri = Loopback.FreeAddress();
        var waiting = Listen(uri);
        using (var client = await Loopback.ConnectAsync(uri))
        {
            client.LingerState = new LingerOption(enable: true, seconds: 0);
            await client.GetStream().WriteAsync("GET /callback?code=c"u8.ToArray());
        }

        await AssertStillHears(uri, waiting);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void A_port_that_is_taken_is_told_and_nothing_stays_open(string taken)
    {
        if (!Socket.OSSupportsIPv6 && taken.Contains(':', StringComparison.Ordinal))
            return;
        var uri = Loopback.FreeAddress();
        using (Loopback.Occupy(uri, IPAddress.Parse(taken)))
        {
            var error = Assert.Throws<DmException>(() => LoopbackReceiver.Listen(uri, TimeProvider.System));

            Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
            Assert.Contains($"localhost:{uri.Port}", error.Message, StringComparison.Ordinal);
            Assert.Contains("taken by another program", error.Message, StringComparison.Ordinal);
            Assert.Contains("-RedirectUri", error.RecommendedAction, StringComparison.Ordinal);
        }

        Assert.True(Loopback.CanListen(uri.Port));
    }

    [Theory]
    [InlineData("http://example.com:8080/callback")]
    [InlineData("http://0.0.0.0:8080/callback")]
    [InlineData("http://192.168.1.1:8080/callback")]
    [InlineData("https://localhost:8080/callback")]
    [InlineData("http://localhost/callback")]
    [InlineData("http://localhost:0/callback")]
    public void What_is_not_this_machine_and_a_port_is_not_listened_on(string redirect)
    {
        var error = Assert.Throws<DmException>(() => LoopbackReceiver.Listen(new Uri(redirect), TimeProvider.System));

        Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
        Assert.Contains(redirect, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_listens_after_a_cancellation_and_open_connections_are_closed()
    {
        var uri = Loopback.FreeAddress();
        using var stop = new CancellationTokenSource();
        var waiting = LoopbackReceiver.Listen(uri, TimeProvider.System).WaitAsync(stop.Token);
        using var idle = await Loopback.ConnectAsync(uri);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Soon));
        Assert.Equal(0, await ReadAsync(idle.GetStream()));
        Assert.True(Loopback.CanListen(uri.Port));
    }

    private static Task<ReceivedCallback> Listen(Uri uri, TimeProvider? clock = null)
        => LoopbackReceiver.Listen(uri, clock ?? TimeProvider.System).WaitAsync(CancellationToken.None);

    private static string Get(Uri uri, string target) => $"GET {target} HTTP/1.1\r\nHost: {uri.Authority}\r\nSec-Fetch-Dest: document\r\n\r\n";

    private static async Task AssertStillHears(Uri uri, Task<ReceivedCallback> waiting)
    {
        Assert.False(waiting.IsCompleted);
        var browser = Loopback.TalkAsync(uri, Get(uri, "/callback?code=c&state=s"));
        using var callback = await waiting.WaitAsync(Soon);
        Assert.Equal("c", callback.Answer.CodeFor("s"));
        await callback.ReplyAsync(CallbackPage.SignedIn());
        Assert.StartsWith("HTTP/1.1 200 ", await browser.WaitAsync(Soon), StringComparison.Ordinal);
        Assert.True(Loopback.CanListen(uri.Port));
    }

    // A connection that is closed while something is unread is reset.
    private static async Task<int> ReadAsync(NetworkStream stream)
    {
        try
        {
            return await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Soon);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

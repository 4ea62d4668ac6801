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
    public async Task The_receiver_listens_on_every_address_of_the_redirect_uri(string host, string from)
    {
        if (!Socket.OSSupportsIPv6 && from.Contains(':', StringComparison.Ordinal))
            return;
        var uri = Loopback.FreeAddress(host);
        var waiting = Listen(uri);
        using var client = new TcpClient(IPAddress.Parse(from).AddressFamily);
        await client.ConnectAsync(IPAddress.Parse(from), uri.Port);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(Get(uri, "/callback?code=c&state=s")));

        using var callback = await waiting.WaitAsync(Soon);

        Assert.Equal("c", callback.Response.CodeFor("s"));
        Assert.True(Loopback.CanListen(uri.Port));
    }

    [Theory]
    [InlineData("GET /favicon.ico HTTP/1.1\r\nHost: {host}\r\n\r\n", "404")]
    [InlineData("GET /callback/?code=c&state=s HTTP/1.1\r\nHost: {host}\r\n\r\n", "404")]
    [InlineData("GET /Callback?code=c&state=s HTTP/1.1\r\nHost: {host}\r\n\r\n", "404")]
    [InlineData("HEAD /callback?code=c&state=s HTTP/1.1\r\nHost: {host}\r\n\r\n", "405")]
    [InlineData("POST /callback?code=c&state=s HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\n\r\nhello", "405")]
    [InlineData("GET /callback?code=c&state=s HTTP/1.1\r\nHost: attacker.example\r\n\r\n", "421")]
    [InlineData("GET /callback?code=c&state=s HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET /callback?code=c&state=s HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Dest: image\r\n\r\n", "403")]
    [InlineData("GET /callback?code=c&state=s HTTP/1.1\r\nHost: {host}\r\nsec-fetch-dest:iframe\r\n\r\n", "403")]
    [InlineData("GET /callback?code=c&state=s HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n", "421")]
    [InlineData("GET /favicon.ico HTTP/1.1\r\nHost: attacker.example\r\n\r\n", "421")]
    [InlineData("POST /other HTTP/1.1\r\nHost: {host}\r\n\r\n", "404")]
    [InlineData("GET /callback?code=c&state=s HTTP/1.1\r\nHost: {host}\r\nOrigin: https://attacker.example\r\n\r\n", "403")]
    [InlineData("GET /callback?code=c&state=s HTTP/1.1\r\nHost: {host}\r\nOrigin: null\r\n\r\n", "403")]
    [InlineData("GET /callback?code=c&state=wrong HTTP/1.1\r\nHost: {host}\r\n\r\n", "400")]
    [InlineData("GET /callback?code=c&state=S HTTP/1.1\r\nHost: {host}\r\n\r\n", "400")]
    [InlineData("GET /callback?code=c HTTP/1.1\r\nHost: {host}\r\n\r\n", "400")]
    [InlineData("GET /callback HTTP/1.1\r\nHost: {host}\r\n\r\n", "400")]
    [InlineData("GET /callback?code=c&state=s&state=s HTTP/1.1\r\nHost: {host}\r\n\r\n", "400")]
    [InlineData("GET /callback?error=access_denied&state=wrong HTTP/1.1\r\nHost: {host}\r\n\r\n", "400")]
    [InlineData("GET /callback?error=access_denied HTTP/1.1\r\nHost: {host}\r\n\r\n", "400")]
    [InlineData("GET http://localhost/callback?code=c&state=s HTTP/1.1\r\nHost: {host}\r\n\r\n", "400")]
    [InlineData("GET /callback?code=c&state=s HTTP/2\r\nHost: {host}\r\n\r\n", "400")]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n", "400")]
    public async Task Other_requests_are_rejected_and_the_receiver_keeps_waiting(string request, string status)
    {
        var uri = Loopback.FreeAddress();
        var waiting = Listen(uri);

        var response = await Loopback
            .TalkAsync(
                uri,
                request
                    .Replace("{host}", uri.Authority, StringComparison.Ordinal)
                    .Replace("{port}", $"{uri.Port}", StringComparison.Ordinal))
            .WaitAsync(Soon);

        Assert.StartsWith($"HTTP/1.1 {status} ", response, StringComparison.Ordinal);
        Assert.Equal(status == "405", response.Contains("\r\nAllow: GET\r\n", StringComparison.Ordinal));
        await AssertStillHears(uri, waiting);
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_rejected()
    {
        var uri = Loopback.FreeAddress();
        var waiting = Listen(uri);

        var response = await Loopback.TalkAsync(uri, $"GET /callback?code={new string('c', 100_000)}").WaitAsync(Soon);

        Assert.StartsWith("HTTP/1.1 400 ", response, StringComparison.Ordinal);
        await AssertStillHears(uri, waiting);
    }

    [Fact]
    public async Task Idle_and_slow_clients_block_no_one_and_are_disconnected()
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

    // The clock stands still: no deadline frees a connection.
    [Fact]
    public async Task However_many_idle_connections_there_are_the_browser_is_heard_at_once()
    {
        var uri = Loopback.FreeAddress();
        var waiting = Listen(uri, new ManualClock());
        var idle = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Loopback.ConnectAsync(uri)));
        foreach (var client in idle.Take(100))
            await TrySendAsync(client, "GET /callback?code=");

        await AssertStillHears(uri, waiting);

        Array.ForEach(idle, client => client.Dispose());
    }

    [Fact]
    public async Task Many_forged_responses_at_once_do_not_delay_the_browser()
    {
        var uri = Loopback.FreeAddress();
        var waiting = Listen(uri);
        var forged = Enumerable.Range(0, 150).Select(number => TryTalkAsync(uri, Get(uri, $"/callback?code=forged&state={number}"))).ToArray();

        await AssertStillHears(uri, waiting);

        Assert.DoesNotContain(await Task.WhenAll(forged), page => page.Contains("signed in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_for_a_wrong_state_repeats_nothing_of_the_request()
    {
        var uri = Loopback.FreeAddress();
        var waiting = Listen(uri);

        var page = await Loopback.TalkAsync(uri, Get(uri, "/callback?code=canary&state=<script>canary</script>&error=canary&error_description=canary")).WaitAsync(Soon);

        Assert.Contains("wrong state", page, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        await AssertStillHears(uri, waiting);
    }

    [Fact]
    public async Task A_request_that_arrives_byte_by_byte_is_read_completely()
    {
        var uri = Loopback.FreeAddress();
        var waiting = Listen(uri);
        using var client = await Loopback.ConnectAsync(uri);
        client.NoDelay = true;
        foreach (var letter in Get(uri, "/callback?code=c&state=s"))
            await client.GetStream().WriteAsync(new[] { (byte)letter });

        using var callback = await waiting.WaitAsync(Soon);

        Assert.Equal("c", callback.Response.CodeFor("s"));
    }

    [Fact]
    public async Task A_client_that_disconnects_early_does_not_end_the_wait()
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
    public void A_port_in_use_is_reported_and_nothing_stays_open(string taken)
    {
        if (!Socket.OSSupportsIPv6 && taken.Contains(':', StringComparison.Ordinal))
            return;
        var uri = Loopback.FreeAddress();
        using (Loopback.Occupy(uri, IPAddress.Parse(taken)))
        {
            var error = Assert.Throws<DmException>(() => LoopbackReceiver.Listen(uri, TimeProvider.System));

            Assert.Equal(DmErrorKind.InvalidRequest, error.Kind);
            Assert.Contains($"localhost:{uri.Port}", error.Message, StringComparison.Ordinal);
            Assert.Contains("in use by another program", error.Message, StringComparison.Ordinal);
            Assert.Equal(DmErrorReason.RedirectPortUnavailable, error.Reason);
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
    [InlineData("http://xn--ab\u00E9c:8080/callback")]
    public void Only_http_loopback_addresses_with_a_port_are_accepted(string redirect)
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
        var waiting = LoopbackReceiver.Listen(uri, TimeProvider.System).WaitAsync(Belongs, stop.Token);
        using var idle = await Loopback.ConnectAsync(uri);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Soon));
        Assert.Equal(0, await ReadAsync(idle.GetStream()));
        Assert.True(Loopback.CanListen(uri.Port));
    }

    private static Task<ReceivedCallback> Listen(Uri uri, TimeProvider? clock = null)
        => LoopbackReceiver.Listen(uri, clock ?? TimeProvider.System).WaitAsync(Belongs, CancellationToken.None);

    private static bool Belongs(AuthorizationResponse response) => response.BelongsTo("s");

    private static string Get(Uri uri, string target) => $"GET {target} HTTP/1.1\r\nHost: {uri.Authority}\r\nSec-Fetch-Dest: document\r\n\r\n";

    private static async Task AssertStillHears(Uri uri, Task<ReceivedCallback> waiting)
    {
        Assert.False(waiting.IsCompleted);
        var browser = Loopback.TalkAsync(uri, Get(uri, "/callback?code=c&state=s"));
        using var callback = await waiting.WaitAsync(Soon);
        Assert.Equal("c", callback.Response.CodeFor("s"));
        await callback.ReplyAsync(CallbackPage.SignedIn());
        Assert.StartsWith("HTTP/1.1 200 ", await browser.WaitAsync(Soon), StringComparison.Ordinal);
        Assert.True(Loopback.CanListen(uri.Port));
    }

    // The receiver may have closed the connection in favor of others.
    private static async Task TrySendAsync(TcpClient client, string text)
    {
        try
        {
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(text));
        }
        catch (IOException)
        {
        }
    }

    private static async Task<string> TryTalkAsync(Uri uri, string request)
    {
        try
        {
            return await Loopback.TalkAsync(uri, request);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return string.Empty;
        }
    }

    // A connection that is closed with unread data is reset.
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

using System.Net;
using System.Net.Sockets;
using System.Text;
using TwitterDm.Sandbox.Serving;
using TwitterDm.Sandbox.Tests.Support;

namespace TwitterDm.Sandbox.Tests.Serving;

/// <summary>What the listener makes of HTTP, byte by byte.</summary>
public sealed class ListenerTests : IDisposable
{
    private const string Send = "POST /2/dm_conversations/with/12/messages HTTP/1.1";
    private const string Body = """{"text":"Hello"}""";

    private readonly SandboxListener _listener = SandboxListener.Start();

    private string Common => $"Host: 127.0.0.1:{_listener.Port}\r\nAuthorization: {SandboxClient.AsUser}\r\n";

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Requests_that_are_sent_ahead_are_answered_in_their_order()
    {
        var text = await TalkAsync(
            $"GET /2/users/me HTTP/1.1\r\n{Common}\r\n"
            + $"{Send}\r\n{Common}Content-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}\r\n"
            + $"GET /2/nothing HTTP/1.1\r\n{Common}Connection: close\r\n\r\n");
        Assert.Equal(["200 OK", "201 Created", "404 Not Found"], Statuses(text));
        Assert.Equal("Hello", Assert.Single(_listener.Api.SentMessages).Text);
    }

    [Fact]
    public async Task A_chunked_body_is_read_with_its_extensions_and_trailers()
    {
        var text = await TalkAsync(
            $"{Send}\r\n{Common}Connection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            + $"4;x=y\r\n{Body[..4]}\r\n{Body.Length - 4:x}\r\n{Body[4..]}\r\n0\r\nX-Trailer: 1\r\n\r\n");
        Assert.Equal(["201 Created"], Statuses(text));
    }

    [Fact]
    public async Task A_client_that_waits_for_the_word_gets_it_before_the_body()
    {
        using var client = await ConnectAsync();
        await client
            .GetStream()
            .WriteAsync(
                Bytes(
                    $"{Send}\r\n{Common}Connection: close\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: {Body.Length}\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream());
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync());
        Assert.Equal("", await reader.ReadLineAsync());
        await client.GetStream().WriteAsync(Bytes(Body));
        Assert.Equal("HTTP/1.1 201 Created", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task HTTP_1_0_gets_a_body_without_chunks_and_an_end()
    {
        var list = await TalkAsync($"GET /2/users/me HTTP/1.0\r\n{Common}\r\n");
        Assert.Contains("Connection: close", list, StringComparison.Ordinal);
        Assert.EndsWith("}", list, StringComparison.Ordinal);

        using var client = await ConnectAsync();
        await client
            .GetStream()
            .WriteAsync(
                Bytes(
                    $"GET /2/activity/stream HTTP/1.0\r\nHost: 127.0.0.1:{_listener.Port}\r\nAuthorization: Bearer {SandboxCredentials.AppOnlyToken}\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream());
        var head = new List<string>();
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            head.Add(line);
        Assert.DoesNotContain(head, line =>
            line.StartsWith("Transfer-Encoding", StringComparison.Ordinal) || line.StartsWith("Content-Length", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET\r\n\r\n", "400 Bad Request")]
    [InlineData("\u0016\u0003\u0001\u0002\r\n\r\n", "400 Bad Request")]
    [InlineData("GET / HTTP/2.0\r\n\r\n", "505 Http Version Not Supported")]
    [InlineData("GET / HTTP/1.1\r\nBad header: 1\r\n\r\n", "400 Bad Request")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "400 Bad Request")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nTransfer-Encoding: gzip\r\n\r\n", "501 Not Implemented")]
    public async Task What_is_not_HTTP_is_refused_and_the_connection_ends(string request, string status) =>
        Assert.Equal([status], Statuses(await TalkAsync(request.Replace("{port}", $"{_listener.Port}", StringComparison.Ordinal))));

    [Fact]
    public async Task Too_many_headers_are_refused() =>
        Assert.Equal(["431 Request Header Fields Too Large"], Statuses(await TalkAsync($"GET / HTTP/1.1\r\nX: {new string('x', 70_000)}\r\n\r\n")));

    [Fact]
    public async Task A_large_upload_arrives_as_it_is()
    {
        using var client = new SandboxClient(new HttpClient { BaseAddress = _listener.BaseUri });
        using var content = new ByteArrayContent(new byte[8_000_000]);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/2/dm_conversations/with/12/messages", SandboxClient.AsUser, content)).Status);
        Assert.Equal(RecordedRequest.BodyLimit, Assert.Single(_listener.Requests).Body.Length);
    }

    [Fact]
    public async Task Many_clients_are_served_at_once()
    {
        using var client = new SandboxClient(new HttpClient { BaseAddress = _listener.BaseUri });
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.GetAsync("/2/dm_events?max_results=100")));
        Assert.All(replies, reply => Assert.Equal(100, reply.EventIds.Count));
    }

    [Fact]
    public void A_port_in_use_is_an_error() => Assert.Throws<SocketException>(() => SandboxListener.Start(port: _listener.Port));

    [Fact]
    public async Task Stopping_resets_open_streams_and_frees_the_port()
    {
        using var client = await ConnectAsync();
        await client
            .GetStream()
            .WriteAsync(
                Bytes(
                    $"GET /2/activity/stream HTTP/1.1\r\nHost: 127.0.0.1:{_listener.Port}\r\nAuthorization: Bearer {SandboxCredentials.AppOnlyToken}\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream());
        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync());
        _listener.Dispose();
        _listener.Dispose();
        Assert.True(_listener.IsStopped);
        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20)));
        using var next = SandboxListener.Start(port: _listener.Port);
        Assert.Equal(_listener.Port, next.Port);
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static IEnumerable<string> Statuses(string text) =>
        text.Split("HTTP/1.1 ").Skip(1).Select(part => part.Split("\r\n")[0]);

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _listener.Port);
        return client;
    }

    private async Task<string> TalkAsync(string request)
    {
        using var client = await ConnectAsync();
        await client.GetStream().WriteAsync(Bytes(request));
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }
}

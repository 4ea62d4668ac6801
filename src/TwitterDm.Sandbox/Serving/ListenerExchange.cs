using System.Globalization;
using System.Text;
using TwitterDm.Sandbox.Faults;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Serving;

/// <summary>A request of one connection, and how its response is written.</summary>
internal sealed class ListenerExchange(ClientConnection connection, RequestHead head) : Exchange, IDisposable
{
    private readonly RequestBody _body = new(connection, head);
    private readonly CancellationTokenSource _end = new();
    private Task _watch = Task.CompletedTask;
    private bool _isStarted;
    private bool _isChunked;
    private bool _isOpenEnded;

    public override string Method => head.Method;

    public override string Target => head.Target;

    public override string? Host => head.Host;

    public override IReadOnlyDictionary<string, string> Headers => head.Headers;

    protected override CancellationToken Aborted => connection.Aborted;

    private bool HasNoBody => string.Equals(Method, "HEAD", StringComparison.OrdinalIgnoreCase);

    public override async Task<byte[]> ReadBodyAsync()
    {
        var body = await _body.ReadAllAsync().ConfigureAwait(false);
        _watch = connection.WatchAsync(_end.Token);
        return body;
    }

    public override Task<byte[]> ReadFirstPartAsync() => _body.ReadPartAsync(FirstPartLength);

    public override void Abort() => connection.Abort();

    /// <summary>Completes the response. Returns whether the connection can be used for another one.</summary>
    public async Task<bool> FinishAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _watch.ConfigureAwait(false);
        if (connection.Aborted.IsCancellationRequested || !_isStarted)
            return false;
        if (_isChunked)
            await connection.WriteAsync("0\r\n\r\n"u8.ToArray()).ConfigureAwait(false);
        return head.KeepsAlive && !_isOpenEnded && _body.IsRead;
    }

    public void Dispose() => _end.Dispose();

    protected override Task StartAsync(SandboxResponse response)
    {
        _isStarted = true;
        _isChunked = response.Stream is not null && head.IsVersion11;
        _isOpenEnded = response.Stream is not null && !head.IsVersion11;
        var headers = response.Headers.ToList();
        if (_isChunked)
            headers.Add(new("Transfer-Encoding", "chunked"));
        else if (!_isOpenEnded)
            headers.Add(new("Content-Length", response.Body.Length.ToString(CultureInfo.InvariantCulture)));
        if (!head.KeepsAlive || _isOpenEnded || !_body.IsRead)
            headers.Add(new("Connection", "close"));
        return connection.WriteAsync(ResponseHead.Write(response.StatusCode, headers));
    }

    protected override async Task WriteAsync(ReadOnlyMemory<byte> part)
    {
        if (part.IsEmpty || HasNoBody)
            return;
        await connection
            .WriteAsync(
                _isChunked
                    ? (byte[])
                        [
                            .. Encoding.ASCII.GetBytes(part.Length.ToString("x", CultureInfo.InvariantCulture)),
                            .. "\r\n"u8,
                            .. part.Span,
                            .. "\r\n"u8,
                        ]
                    : part)
            .ConfigureAwait(false);
    }

    // Nothing is held back.
    protected override Task FlushAsync() => Task.CompletedTask;
}

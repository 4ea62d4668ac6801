using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TwitterDm.Sandbox.Serving;

/// <summary>The bytes of one connection. What a client sends ahead stays in the buffer for the next request.</summary>
internal sealed class ClientConnection : IDisposable
{
    private const int MaxHeadLength = 64 * 1024;
    private const int HeadTooLarge = 431;
    private const int BufferLength = 16 * 1024;

    private static readonly TimeSpan UnreadPatience = TimeSpan.FromSeconds(2);

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly CancellationTokenSource _aborted;
    private byte[] _buffer = new byte[BufferLength];
    private int _start;
    private int _end;

    public ClientConnection(Socket socket, CancellationToken stop)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: false);
        _aborted = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Aborted = _aborted.Token;
    }

    /// <summary>Fires when the connection is of no use any more.</summary>
    public CancellationToken Aborted { get; }

    /// <summary>Reads the head of the next request. Returns null if the client has closed the connection.</summary>
    public async Task<RequestHead?> ReadHeadAsync()
    {
        while (true)
        {
            // Empty lines before a request are allowed (RFC 9112, section 2.2).
            while (_start < _end && _buffer[_start] is (byte)'\r' or (byte)'\n')
                _start++;
            var unread = _buffer.AsMemory(_start, _end - _start);
            var length = LengthOfHead(unread.Span, out var separator);
            if (Math.Max(length, unread.Length - BufferLength) > MaxHeadLength)
                throw new MalformedRequestException(HeadTooLarge, "The headers are too large.");
            if (length >= 0)
            {
                _start += length + separator;
                return RequestHead.Parse(unread.Span[..length]);
            }

            if (!await FillAsync().ConfigureAwait(false))
                return unread.Length == 0 ? null : throw new IOException("The connection was closed inside a request.");
        }
    }

    /// <summary>Reads bytes, at least one. Returns 0 if the client has closed the connection.</summary>
    public async Task<int> ReadAsync(Memory<byte> target)
    {
        if (_start == _end && !await FillAsync().ConfigureAwait(false))
            return 0;
        var length = Math.Min(target.Length, _end - _start);
        _buffer.AsMemory(_start, length).CopyTo(target);
        _start += length;
        return length;
    }

    /// <summary>Reads a line without its line break.</summary>
    public async Task<string> ReadLineAsync()
    {
        var line = new StringBuilder();
        var next = new byte[1];
        while (await ReadAsync(next).ConfigureAwait(false) == 1)
        {
            if (next[0] == '\n')
                return line.ToString().TrimEnd('\r');
            if (line.Append((char)next[0]).Length > MaxHeadLength)
                throw new MalformedRequestException(HeadTooLarge, "A line is too long.");
        }

        throw new IOException("The connection was closed inside a request.");
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes, Aborted).ConfigureAwait(false);

    /// <summary>Watches for the client to close the connection while a response is under way.</summary>
    public async Task WatchAsync(CancellationToken end)
    {
        try
        {
            // A read without space ends when there is something to read, or when there will be nothing any more, or for no reason.
            while (_start == _end && !_socket.Poll(0, SelectMode.SelectRead))
                await _stream.ReadAsync(Memory<byte>.Empty, end).ConfigureAwait(false);
            if (_start == _end && _socket.Available == 0)
                await _aborted.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or SocketException or ObjectDisposedException)
        {
            await CancelAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The response is complete.
        }
    }

    /// <summary>Resets the connection: the client sees an error, not an end.</summary>
    public void Abort()
    {
        try
        {
            _socket.LingerState = new LingerOption(enable: true, seconds: 0);
            _socket.Close();
            _aborted.Cancel();
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }
    }

    /// <summary>Closes the connection after everything was transmitted. Closing it with unread data would reset it.</summary>
    public async Task CloseAsync()
    {
        _socket.Shutdown(SocketShutdown.Send);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Aborted);
        patience.CancelAfter(UnreadPatience);
        while (await _stream.ReadAsync(_buffer, patience.Token).ConfigureAwait(false) > 0)
        {
            // Nobody needs the rest.
        }
    }

    /// <summary>Answers a request that cannot be understood, if the client still listens.</summary>
    public async Task TryRefuseAsync(int statusCode)
    {
        try
        {
            await WriteAsync(
                    Encoding.ASCII.GetBytes(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"HTTP/1.1 {statusCode} {ResponseHead.ReasonOf(statusCode)}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")))
                .ConfigureAwait(false);
            await CloseAsync().ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // It does not.
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
        _aborted.Dispose();
    }

    private async Task CancelAsync()
    {
        try
        {
            await _aborted.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The connection has ended meanwhile.
        }
    }

    private async Task<bool> FillAsync()
    {
        if (_start == _end)
            _start = _end = 0;
        if (_end == _buffer.Length)
        {
            var unread = _buffer.AsMemory(_start, _end - _start);
            var larger = unread.Length > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
            unread.CopyTo(larger);
            (_buffer, _start, _end) = (larger, 0, unread.Length);
        }

        var count = await _stream.ReadAsync(_buffer.AsMemory(_end), Aborted).ConfigureAwait(false);
        _end += count;
        return count > 0;
    }

    private static int LengthOfHead(ReadOnlySpan<byte> bytes, out int separator)
    {
        separator = 4;
        if (bytes.IndexOf("\r\n\r\n"u8) is var length and >= 0)
            return length;
        separator = 2;
        return bytes.IndexOf("\n\n"u8);
    }
}

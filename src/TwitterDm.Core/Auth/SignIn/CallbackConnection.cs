using System.Net.Sockets;

namespace TwitterDm.Auth.SignIn;

/// <summary>One connection of a browser: one request, one page.</summary>
internal sealed class CallbackConnection(Socket socket, TimeProvider clock) : IDisposable
{
    private const int MaxLeftovers = 256 * 1024;

    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReplyTimeout = TimeSpan.FromSeconds(5);

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);

    public void Dispose() => _stream.Dispose();

    /// <summary>Reads the request, within a short time-out; null if it is not valid.</summary>
    public async Task<CallbackRequest?> ReadAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(ReadTimeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        return await CallbackRequest.ReadAsync(_stream, linked.Token).ConfigureAwait(false);
    }

    /// <summary>Sends the page. A browser that has disconnected is not an error: nothing depends on the page.</summary>
    public async Task ReplyAsync(byte[] page, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(ReplyTimeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await _stream.WriteAsync(page, linked.Token).ConfigureAwait(false);
            socket.Shutdown(SocketShutdown.Send);
            await DrainAsync(linked.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            return;
        }
    }

    // Closing with unread data resets the connection, and the browser would discard the page.
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        var leftovers = new byte[4096];
        for (var total = 0; total < MaxLeftovers;)
        {
            var read = await _stream.ReadAsync(leftovers, cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return;
            total += read;
        }
    }
}

using System.Net;
using System.Net.Sockets;
using TwitterDm.Http;

namespace TwitterDm.Core.Tests.Media;

/// <summary>
/// A proxy to a server whose first connections break or stall after a number of bytes sent to the server.
/// </summary>
internal sealed class FaultyProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _server;
    private readonly int _bytes;
    private readonly bool _silent;
    private int _left;

    /// <param name="server">The server to forward to.</param>
    /// <param name="bytes">The number of bytes after which a faulty connection ends.</param>
    /// <param name="times">The number of faulty connections.</param>
    /// <param name="silent">Whether a faulty connection stalls instead of being reset.</param>
    public FaultyProxy(Uri server, int bytes, int times, bool silent = false)
    {
        (_server, _bytes, _left, _silent) = (server, bytes, times, silent);
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Completes when a faulty connection has transferred its bytes.</summary>
    public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// A transport whose connections go through this proxy, for requests to the server: their Host header names the server.
    /// </summary>
    public HttpMessageHandler CreateTransport()
    {
        var socket = HttpPipeline.CreateSocket();
        socket.ConnectCallback = async (_, cancellationToken) =>
        {
            var near = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await near.ConnectAsync(_listener.LocalEndpoint, cancellationToken);
            return new NetworkStream(near, ownsSocket: true);
        };
        return socket;
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(_server.Host, _server.Port, _end.Token);
            await Task.WhenAny(UpAsync(near, far), far.GetStream().CopyToAsync(near.GetStream(), _end.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // Either side may close the connection.
        }

        near.Client.LingerState = new LingerOption(enable: true, seconds: 0);
    }

    private async Task UpAsync(TcpClient near, TcpClient far)
    {
        var block = new byte[16 * 1024];
        var carried = 0;
        while (await near.GetStream().ReadAsync(block, _end.Token) is var count and > 0)
        {
            carried += count;
            if (carried > _bytes && Interlocked.Decrement(ref _left) >= 0)
            {
                Reached.TrySetResult();
                await (_silent ? Task.Delay(Timeout.Infinite, _end.Token) : Task.CompletedTask);
                return;
            }

            await far.GetStream().WriteAsync(block.AsMemory(0, count), _end.Token);
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace TwitterDm.Core.Tests.Support;

/// <summary>
/// A server that accepts connections and never responds, or one whose queue is full, so that no connection can be established.
/// </summary>
internal sealed class SilentServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _connections = [];
    private int _accepted;

    private SilentServer(int backlog)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(backlog);
        BaseUri = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/");
    }

    public Uri BaseUri { get; }

    /// <summary>The number of connections that it accepted.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    public static SilentServer Start()
    {
        var server = new SilentServer(backlog: 100);
        _ = server.AcceptAsync();
        return server;
    }

    /// <summary>Connections are never accepted from the queue: when it is full, Linux stops responding.</summary>
    public static async Task<SilentServer> StartFullAsync()
    {
        var server = new SilentServer(backlog: 0);
        while (await server.FillAsync())
        {
        }

        return server;
    }

    public void Dispose()
    {
        _listener.Dispose();
        lock (_connections)
            _connections.ForEach(connection => connection.Dispose());
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await _listener.AcceptAsync();
                lock (_connections)
                    _connections.Add(connection);
                Interlocked.Increment(ref _accepted);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task<bool> FillAsync()
    {
        var connection = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _connections.Add(connection);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        try
        {
            await connection.ConnectAsync(_listener.LocalEndPoint!, patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

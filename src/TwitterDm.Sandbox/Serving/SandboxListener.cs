using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using TwitterDm.Sandbox.Faults;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Serving;

/// <summary>Serves a sandbox on a port of 127.0.0.1 with nothing but sockets, so that it works inside any process.</summary>
public sealed class SandboxListener : IDisposable
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly TcpListener _listener;
    private readonly RequestDispatcher _dispatcher;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<ClientConnection, bool> _connections = new();

    private SandboxListener(SandboxApi api, TcpListener listener)
    {
        (Api, _listener, _dispatcher) = (api, listener, new RequestDispatcher(api));
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        BaseUri = new Uri(FormattableString.Invariant($"http://127.0.0.1:{Port}/"));
    }

    /// <summary>The base URL for clients.</summary>
    public Uri BaseUri { get; }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>The simulated API.</summary>
    public SandboxApi Api { get; }

    /// <summary>The faults to inject. Initially there are none.</summary>
    public FaultPlan Faults => _dispatcher.Faults;

    /// <summary>The last 10,000 requests, oldest first.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _dispatcher.Requests;

    /// <summary>Whether the sandbox has been stopped.</summary>
    public bool IsStopped => _stop.IsCancellationRequested;

    /// <summary>Called when the headers of a response are sent. It can be called on many threads at once.</summary>
    public Action<RecordedRequest, SandboxResponse>? ResponseStarted
    {
        get => _dispatcher.ResponseStarted;
        set => _dispatcher.ResponseStarted = value;
    }

    /// <summary>Starts to listen.</summary>
    /// <param name="options">What to simulate, or null for the defaults.</param>
    /// <param name="port">The port, or 0 for any free port.</param>
    /// <returns>The listening sandbox. Disposing it stops it.</returns>
    /// <exception cref="SocketException">The port is in use, or cannot be used.</exception>
    public static SandboxListener Start(SandboxOptions? options = null, int port = 0)
    {
        var api = new SandboxApi(options ?? new SandboxOptions());
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            // On Windows, another process could otherwise take over the port. Elsewhere, only setting this has an effect.
            if (OperatingSystem.IsWindows())
                listener.ExclusiveAddressUse = true;
            listener.Start();
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        var started = new SandboxListener(api, listener);
        _ = Task.Run(started.AcceptAsync);
        return started;
    }

    /// <summary>Stops listening and aborts requests in progress.</summary>
    public void Dispose()
    {
        if (_stop.IsCancellationRequested)
            return;
        _stop.Cancel();
        _listener.Dispose();
        foreach (var connection in _connections.Keys)
            connection.Abort();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false);
                _ = Task.Run(() => ServeAsync(socket));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception problem) when (problem is SocketException or ObjectDisposedException && !_stop.IsCancellationRequested)
            {
                // The client has gone before it was accepted, or the process has too many open files: then, trying again at once would be
                // in vain.
                await Task.Delay(AfterFailure).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        using var connection = new ClientConnection(socket, _stop.Token);
        _connections[connection] = true;
        try
        {
            while (await connection.ReadHeadAsync().ConfigureAwait(false) is { } head)
            {
                using var exchange = new ListenerExchange(connection, head);
                await _dispatcher.ServeAsync(exchange, Port).ConfigureAwait(false);
                if (!await exchange.FinishAsync().ConfigureAwait(false))
                    break;
            }

            await connection.CloseAsync().ConfigureAwait(false);
        }
        catch (MalformedRequestException problem)
        {
            await connection.TryRefuseAsync(problem.StatusCode).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The client closed the connection, a fault reset it, or the sandbox was stopped.
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }
}

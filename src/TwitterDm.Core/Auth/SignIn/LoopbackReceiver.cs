using System.Net;
using System.Net.Sockets;

namespace TwitterDm.Auth.SignIn;

/// <summary>
/// Listens on the redirect address until X's response to this sign-in arrives. Everything else (an icon, a port scanner, a response with
/// another state, which anyone can send) is refused, and the wait goes on.
/// </summary>
/// <remarks>
/// It uses plain sockets, not <c>HttpListener</c>: on Windows that is http.sys, which requires an administrator's reservation for anything
/// but localhost and shares a port with other programs, so that a port in use could not be detected.
/// </remarks>
internal sealed class LoopbackReceiver : IDisposable
{
    // Browsers open connections in advance and leave them idle, and anyone on this machine can open many. Beyond this number, the oldest
    // one is closed: the browser that returns from X sends its request at once.
    private const int MaxConnections = 64;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly Uri _redirectUri;
    private readonly TimeProvider _clock;
    private readonly List<TcpListener> _listeners = [];
    private readonly object _gate = new();
    private readonly List<CallbackConnection> _open = [];
    private readonly List<Task> _serving = [];

    private LoopbackReceiver(Uri redirectUri, TimeProvider clock)
    {
        _redirectUri = redirectUri;
        _clock = clock;
    }

    /// <summary>Starts listening, before the browser is opened.</summary>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: the address cannot be listened on, or its port is in use.
    /// </exception>
    public static LoopbackReceiver Listen(Uri redirectUri, TimeProvider clock)
    {
        var receiver = new LoopbackReceiver(RedirectUri.CheckLoopback(redirectUri), clock);
        try
        {
            foreach (var address in RedirectUri.AddressesOf(redirectUri))
                receiver.Bind(address);
            return receiver;
        }
        catch
        {
            receiver.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the response to this sign-in. It stops listening when it ends, for whatever reason.</summary>
    /// <param name="belongs">Whether a response belongs to this sign-in; otherwise it is ignored.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ReceivedCallback> WaitAsync(Func<AuthorizationResponse, bool> belongs, CancellationToken cancellationToken)
    {
        var found = new TaskCompletionSource<ReceivedCallback>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wait = new Wait(belongs, found, stop.Token);
        var accepting = _listeners.Select(listener => AcceptAsync(listener, wait)).ToArray();
        try
        {
            return await found.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (!found.TrySetCanceled(CancellationToken.None))
                (await found.Task.ConfigureAwait(false)).Dispose();
            throw;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            Dispose();
            await Task.WhenAll(accepting).ConfigureAwait(false);
            // No connection is added anymore.
            await Task.WhenAll(_serving).ConfigureAwait(false);
        }
    }

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        foreach (var listener in _listeners)
            listener.Dispose();
    }

    private void Bind(IPAddress address)
    {
        // Exclusive: otherwise, on Windows, another program could take over the port.
        var listener = new TcpListener(address, _redirectUri.Port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            _listeners.Add(listener);
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            // A machine without IPv6 is fine, since its browser cannot use IPv6 either.
            if (IsLacking(exception) && address.AddressFamily == AddressFamily.InterNetworkV6 && _listeners.Count > 0)
                return;
            throw SignInErrors.CannotListen(_redirectUri, ReasonOf(exception), exception);
        }
    }

    private static bool IsLacking(SocketException exception)
        => exception.SocketErrorCode
            is SocketError.AddressFamilyNotSupported
                or SocketError.AddressNotAvailable
                or SocketError.ProtocolFamilyNotSupported;

    private static string ReasonOf(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use by another program",
        SocketError.AccessDenied => "the port is reserved by the system",
        var other => $"the system reports {other}",
    };

    private async Task AcceptAsync(TcpListener listener, Wait wait)
    {
        while (!wait.Stop.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptSocketAsync(wait.Stop).ConfigureAwait(false);
                Serve(new CallbackConnection(socket, _clock), wait);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (Exception exception) when (exception is SocketException or IOException)
            {
                // The client disconnected before it was accepted, or the system is out of sockets: neither ends the sign-in.
                await Task.Delay(PauseAfterFailure, _clock, wait.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Concurrently: a client that sends slowly, or nothing, does not delay others.
    private void Serve(CallbackConnection connection, Wait wait)
    {
        lock (_gate)
        {
            if (_open.Count == MaxConnections)
            {
                _open[0].Dispose();
                _open.RemoveAt(0);
            }

            _open.Add(connection);
            _serving.RemoveAll(task => task.IsCompleted);
            _serving.Add(ServeAsync(connection, wait));
        }
    }

    private async Task ServeAsync(CallbackConnection connection, Wait wait)
    {
        await Task.Yield();
        var handedOver = false;
        try
        {
            var request = await connection.ReadAsync(wait.Stop).ConfigureAwait(false);
            var status = request?.StatusFor(_redirectUri) ?? HttpStatusCode.BadRequest;
            if (status is not HttpStatusCode.OK)
            {
                await connection.ReplyAsync(CallbackPage.Rejected(status), wait.Stop).ConfigureAwait(false);
                return;
            }

            var response = new AuthorizationResponse(request!.Query);
            if (!wait.Belongs(response))
            {
                await connection.ReplyAsync(CallbackPage.WrongState(), wait.Stop).ConfigureAwait(false);
                return;
            }

            Forget(connection);
            handedOver = wait.Found.TrySetResult(new ReceivedCallback(connection, response));
        }
        catch (Exception exception)
            when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Too slow, disconnected, or the sign-in has ended: no page is sent.
        }
        finally
        {
            Forget(connection);
            if (!handedOver)
                connection.Dispose();
        }
    }

    // From now on, the connection is not closed in favor of another one.
    private void Forget(CallbackConnection connection)
    {
        lock (_gate)
            _open.Remove(connection);
    }

    private sealed record Wait(
        Func<AuthorizationResponse, bool> Belongs,
        TaskCompletionSource<ReceivedCallback> Found,
        CancellationToken Stop);
}

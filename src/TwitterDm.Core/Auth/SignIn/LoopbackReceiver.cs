using System.Net;
using System.Net.Sockets;

namespace TwitterDm.Auth.SignIn;

/// <summary>
/// Listens on the redirect address until X's response arrives, and responds to everything else (an icon, a port scanner) with 404.
/// </summary>
/// <remarks>
/// It uses plain sockets, not <c>HttpListener</c>: on Windows that is http.sys, which requires an administrator's reservation for anything
/// but localhost and shares a port with other programs, so that a port in use could not be detected.
/// </remarks>
internal sealed class LoopbackReceiver : IDisposable
{
    // Browsers open connections in advance and leave them idle; these must not block the one with the response.
    private const int MaxConnections = 64;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly Uri _redirectUri;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _places = new(MaxConnections);
    private readonly List<TcpListener> _listeners = [];

    private LoopbackReceiver(Uri redirectUri, TimeProvider clock)
    {
        _redirectUri = redirectUri;
        _clock = clock;
    }

    /// <summary>Starts listening, before the browser is opened.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the address cannot be listened on, or its port is in use.</exception>
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

    /// <summary>Waits for the first response at the redirect address. It stops listening when it ends, for whatever reason.</summary>
    public async Task<ReceivedCallback> WaitAsync(CancellationToken cancellationToken)
    {
        var found = new TaskCompletionSource<ReceivedCallback>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var accepting = _listeners.Select(listener => AcceptAsync(listener, found, stop.Token)).ToArray();
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
            await EveryPlaceAsync().ConfigureAwait(false);
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
        => exception.SocketErrorCode is SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable or SocketError.ProtocolFamilyNotSupported;

    private static string ReasonOf(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use by another program",
        SocketError.AccessDenied => "the port is reserved by the system",
        var other => $"the system reports {other}",
    };

    private async Task AcceptAsync(TcpListener listener, TaskCompletionSource<ReceivedCallback> found, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _places.WaitAsync(stop).ConfigureAwait(false);
                await ServeNextAsync(listener, found, stop).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The client disconnected before it was accepted, or the system is out of sockets: neither ends the sign-in.
                await Task.Delay(PauseAfterFailure, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ServeNextAsync(TcpListener listener, TaskCompletionSource<ReceivedCallback> found, CancellationToken stop)
    {
        Socket socket;
        try
        {
            socket = await listener.AcceptSocketAsync(stop).ConfigureAwait(false);
        }
        catch
        {
            _places.Release();
            throw;
        }

        // Concurrently: a client that sends slowly, or nothing, does not delay others. The semaphore shows when it is done.
        _ = ServeAsync(new CallbackConnection(socket, _clock), found, stop);
    }

    private async Task ServeAsync(CallbackConnection connection, TaskCompletionSource<ReceivedCallback> found, CancellationToken stop)
    {
        var handedOver = false;
        try
        {
            var request = await connection.ReadAsync(stop).ConfigureAwait(false);
            handedOver = request?.IsFor(_redirectUri) == true
                && found.TrySetResult(new ReceivedCallback(connection, new AuthorizationResponse(request.Query)));
            if (!handedOver)
                await connection.ReplyAsync(request is null ? CallbackPage.NotUnderstood() : CallbackPage.NotFound(), stop).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Too slow, disconnected, or the sign-in has ended: no page is sent.
        }
        finally
        {
            if (!handedOver)
                connection.Dispose();
            _places.Release();
        }
    }

    // When every slot is free again, the last connection has ended.
    private async Task EveryPlaceAsync()
    {
        for (var place = 0; place < MaxConnections; place++)
            await _places.WaitAsync().ConfigureAwait(false);
        _places.Dispose();
    }
}

using System.Net;
using System.Net.Sockets;

namespace TwitterDm.Auth.SignIn;

/// <summary>
/// Listens on the redirect address until X's answer comes, and answers everything else (an icon, a port scanner) with 404.
/// </summary>
/// <remarks>
/// On plain sockets and not on <c>HttpListener</c>: on Windows that one is http.sys, which wants an administrator's reservation for
/// anything but the word localhost and shares a port with other programs, so that a port that is taken could not be told.
/// </remarks>
internal sealed class LoopbackReceiver : IDisposable
{
    // Browsers open connections ahead and leave them idle: some of those must not keep the one that counts out.
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

    /// <summary>Begins to listen, before the browser is opened.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the address is none to listen on, or its port is taken.</exception>
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

    /// <summary>Waits for the first answer at the redirect address. When this ends, however it ends, nothing listens any more.</summary>
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
        // Exclusive: on Windows another program could take the port over otherwise.
        var listener = new TcpListener(address, _redirectUri.Port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            _listeners.Add(listener);
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            // A machine without IPv6, or without IPv4, is fine: its browser cannot get there either.
            if (IsLacking(exception) && address.AddressFamily == AddressFamily.InterNetworkV6 && _listeners.Count > 0)
                return;
            throw SignInErrors.CannotListen(_redirectUri, ReasonOf(exception), exception);
        }
    }

    private static bool IsLacking(SocketException exception)
        => exception.SocketErrorCode is SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable or SocketError.ProtocolFamilyNotSupported;

    private static string ReasonOf(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is taken by another program",
        SocketError.AccessDenied => "the system reserves the port",
        var other => $"the system says {other}",
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
                // The client was gone before it was accepted, or the system is out of sockets: neither ends the sign-in.
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

        // Side by side: who sends slowly, or nothing, waits alone. The place tells when it is over.
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
            // Too slow, or gone, or the sign-in is over: whoever it was gets nothing.
        }
        finally
        {
            if (!handedOver)
                connection.Dispose();
            _places.Release();
        }
    }

    // When every place is free again, the last connection has ended.
    private async Task EveryPlaceAsync()
    {
        for (var place = 0; place < MaxConnections; place++)
            await _places.WaitAsync().ConfigureAwait(false);
        _places.Dispose();
    }
}

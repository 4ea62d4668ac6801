using System.Threading.Channels;
using TwitterDm.Http;
using TwitterDm.Usage;
using TwitterDm.Watching.Streaming;

namespace TwitterDm.Watching;

/// <summary>Keeps a stream connected in the background, with the subscriptions that it needs, and passes on what it reports.</summary>
/// <param name="access">How to reach X as the app.</param>
/// <param name="user">Creates subscriptions, as the user.</param>
/// <param name="operation">The operation.</param>
/// <param name="userId">The user.</param>
/// <param name="eventTypes">The kinds of events.</param>
/// <param name="serverNow">Provides the time at X.</param>
internal sealed class StreamPump(
    AppAccess access,
    ApiClient user,
    Operation operation,
    string userId,
    IReadOnlyList<string> eventTypes,
    Func<DateTimeOffset> serverNow
) : IAsyncDisposable
{
    private const int MaxWaiting = 10_000;
    private const int FailuresUntilWarning = 2;

    private const string PermissionAdvice =
        "X may not offer live events to this app, or the app has as many subscriptions as X allows, or the user's token lacks the scope dm.read.";

    // A user who stops the watch does not wait any longer; then the subscriptions are deleted in the background, or by the next run.
    private static readonly TimeSpan MaxCleanup = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(1);

    private readonly Channel<StreamSignal> _signals = Channel.CreateBounded<StreamSignal>(MaxWaiting);
    private readonly CancellationTokenSource _stop = new();
    private AppConnection? _app;
    private ActivitySubscriptions? _subscriptions;
    private OwnConnections? _connections;
    private Task? _run;
    private int _failures;
    private bool _hasWarned;

    /// <summary>What the stream reports.</summary>
    public ChannelReader<StreamSignal> Signals => _signals.Reader;

    /// <summary>Starts, once.</summary>
    public void Start() => _run ??= Task.Run(RunAsync);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        var cleanup = CleanUpAsync();
        await Task.WhenAny(cleanup, Task.Delay(MaxCleanup)).ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var delay = await KeepConnectedAsync(_stop.Token).ConfigureAwait(false);
                await _signals.Writer.WriteAsync(new StreamLost(), _stop.Token).ConfigureAwait(false);
                if (delay > TimeSpan.Zero)
                    await Task.Delay(delay, access.Clock, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The watch has ended.
        }
        catch (Exception exception)
        {
            await FailAsync(exception as DmException ?? DmException.Unexpected(exception)).ConfigureAwait(false);
        }
    }

    private async Task FailAsync(DmException error)
    {
        try
        {
            await _signals.Writer.WriteAsync(new StreamFailed(error), _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The watch has ended.
        }
    }

    private void WarnOnce(string text)
    {
        if (_hasWarned)
            operation.Verbose(text);
        else
            operation.Warn(text);
        _hasWarned = true;
    }

    // Returns the time until the next attempt.
    private async Task<TimeSpan> KeepConnectedAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var stream = await ConnectAsync(cancellationToken).ConfigureAwait(false);
            var since = access.Clock.GetTimestamp();
            await _signals.Writer.WriteAsync(new StreamConnected(), cancellationToken).ConfigureAwait(false);
            if (_hasWarned)
                operation.Warn("The stream is connected.");
            _hasWarned = false;
            var reason = await ReadAsync(stream, cancellationToken).ConfigureAwait(false);
            operation.Verbose($"The stream ended: {reason} Connecting again.");
            // A connection that ends at once is tried again more and more slowly.
            _failures = access.Clock.GetElapsedTime(since) >= StableAfter ? 0 : _failures + 1;
            return _failures == 0 ? TimeSpan.Zero : Delay(_failures - 1);
        }
        catch (DmException error) when (IsTooManyConnections(error))
        {
            var closed = await _connections!.CloseAsync(cancellationToken).ConfigureAwait(false);
            if (closed > 0)
                operation.Verbose($"X still counts {closed} lost connections to the stream; they were closed. Connecting again.");
            else
                WarnOnce("The app has as many connections to streams as X allows, and none of them is this one's. Polling until one ends.");
            return Delay(closed > 0 ? _failures++ : Math.Max(3, _failures++));
        }
        catch (DmException error) when (WatchOutage.CanPass(error))
        {
            // A connection that is lost and soon there again is nothing to worry about.
            if (++_failures > FailuresUntilWarning)
                WarnOnce($"The stream is not available, and is tried again; polling until it is. {error.Message}");
            else
                operation.Verbose($"The stream could not be connected, and is tried again: {error.Message}");
            return Delay(_failures);
        }
        catch (DmException error)
        {
            throw Refused(error);
        }
    }

    private static DmException Refused(DmException error)
    {
        var reason = error.Kind switch
        {
            DmErrorKind.Authentication when error.Reason is DmErrorReason.CredentialsRejected => DmErrorReason.AppTokenRefused,
            // An app-only token has no scopes: it is a user's.
            DmErrorKind.Permission when error.Reason is DmErrorReason.MissingScope => DmErrorReason.AppTokenRefused,
            DmErrorKind.Credit or DmErrorKind.Permission when error.Reason is DmErrorReason.None => DmErrorReason.StreamRefused,
            _ => error.Reason,
        };
        return reason is DmErrorReason.StreamRefused && error.Kind is DmErrorKind.Permission
            ? new DmException(error) { Reason = reason, RecommendedAction = PermissionAdvice }
            : new DmException(error) { Reason = reason };
    }

    private async Task<ActivityStream> ConnectAsync(CancellationToken cancellationToken)
    {
        _app ??= await access.ConnectAsync(operation, cancellationToken).ConfigureAwait(false);
        _connections ??= new OwnConnections(_app, serverNow);
        _subscriptions ??= new ActivitySubscriptions(_app, user, userId, eventTypes);
        await _subscriptions.OpenAsync(cancellationToken).ConfigureAwait(false);
        var from = serverNow();
        var stream = await ActivityStream.ConnectAsync(_app, cancellationToken).ConfigureAwait(false);
        _connections.Add(from);
        return stream;
    }

    private async Task<string> ReadAsync(ActivityStream stream, CancellationToken cancellationToken)
    {
        try
        {
            while (await stream.ReadAsync(cancellationToken).ConfigureAwait(false) is { } message)
            {
                if (message.Problem is { } problem)
                    return $"{problem}";
                await _signals.Writer.WriteAsync(new StreamEvent(message), cancellationToken).ConfigureAwait(false);
            }

            return "X closed the connection.";
        }
        catch (DmException lost)
        {
            return lost.Message;
        }
    }

    private async Task CleanUpAsync()
    {
        try
        {
            if (_run is not null)
                await _run.ConfigureAwait(false);
            if (_subscriptions is not null)
                await _subscriptions.CloseAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (DmException error)
        {
            operation.Verbose(
                $"The subscriptions could not be deleted; the next watch with a stream on this computer deletes them. {error.Message}");
        }

        _app?.Dispose();
        _stop.Dispose();
    }

    private static bool IsTooManyConnections(DmException error)
        => error is { Kind: DmErrorKind.RateLimit, Problem: { } problem }
        && (
            string.Equals(problem.Title, "ConnectionException", StringComparison.OrdinalIgnoreCase)
            || (problem.Type?.EndsWith("/streaming-connection", StringComparison.OrdinalIgnoreCase) ?? false));

    private static TimeSpan Delay(int failures)
    {
        var delay = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures, 10)));
        return delay < MaxDelay ? delay : MaxDelay;
    }
}

using TwitterDm.Listing.Pages;
using TwitterDm.Watching.Streaming;

namespace TwitterDm.Watching;

/// <summary>
/// Reads a stream, and polls after each connection, for what happened before it, and now and then, for what the stream missed. While the
/// stream is not connected, it polls as often as without one.
/// </summary>
/// <param name="context">The connection.</param>
/// <param name="poll">Reads what is new.</param>
/// <param name="pump">Keeps the stream connected.</param>
/// <param name="streamed">Makes events of what the stream reports.</param>
/// <param name="schedule">Knows what the rate limit allows.</param>
/// <param name="position">Knows what was returned before.</param>
/// <param name="introduction">Says, once, what is watched, what it costs and how late an event can be.</param>
internal sealed class StreamFeed(
    ListingContext context,
    EventPoll poll,
    StreamPump pump,
    StreamedEvents streamed,
    PollSchedule schedule,
    WatchPosition position,
    WatchIntroduction introduction
) : IWatchFeed
{
    private static readonly TimeSpan SafetyInterval = TimeSpan.FromMinutes(15);

    // Events can arrive out of order.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(250);

    private readonly WatchTimer _timer = new(context.Account.Clock);
    private readonly WatchOutage _outage = new(context.Policy.Notices, context.Account.Clock);
    // Kept until they are read: a wait that is cancelled loses none.
    private readonly List<ActivityMessage> _messages = [];
    private DateTimeOffset _lastPoll;
    private bool _isConnected;
    private bool _hasStarted;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DmEvent>> ReadAsync(CancellationToken cancellationToken)
    {
        Start();
        while (true)
        {
            if (_messages.Count == 0 && _timer.Left <= TimeSpan.Zero)
                return await PollAsync(cancellationToken).ConfigureAwait(false);
            if (_messages.Count == 0)
                await WaitAsync(cancellationToken).ConfigureAwait(false);
            var events = await TakeAsync(cancellationToken).ConfigureAwait(false);
            if (events.Length > 0)
                return events;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => pump.DisposeAsync();

    // The first poll waits for the connection for a moment, so that one poll is enough.
    private void Start()
    {
        if (_hasStarted)
            return;
        _hasStarted = true;
        _timer.Set(PollSchedule.MinInterval);
        pump.Start();
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var signal = pump.Signals.WaitToReadAsync(either.Token).AsTask();
        var due = _timer.WaitAsync(either.Token);
        await Task.WhenAny(signal, due).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(((Task)signal).ContinueWith(_ => { }, TaskScheduler.Default), due.ContinueWith(_ => { }, TaskScheduler.Default))
            .ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<DmEvent[]> TakeAsync(CancellationToken cancellationToken)
    {
        Drain();
        if (_messages.Count == 0)
            return [];
        await Task.Delay(Linger, context.Account.Clock, cancellationToken).ConfigureAwait(false);
        Drain();
        var events = await streamed.ReadAsync(_messages, cancellationToken).ConfigureAwait(false);
        _messages.Clear();
        if (streamed.NeedsPoll)
            PollSoon(streamed.PollDelay);
        return [.. EventPoll.InOrder(events).Where(position.Add)];
    }

    private void Drain()
    {
        while (pump.Signals.TryRead(out var signal))
        {
            switch (signal)
            {
                case StreamEvent { Message: var message }:
                    _messages.Add(message);
                    break;
                case StreamConnected:
                    _isConnected = true;
                    introduction.ShowStream(SafetyInterval);
                    PollSoon(TimeSpan.Zero);
                    break;
                case StreamLost:
                    _isConnected = false;
                    PollSoon(schedule.NextInterval(poll.ExpectedRequests));
                    break;
                case StreamFailed { Error: var error }:
                    throw error;
                default:
                    break;
            }
        }
    }

    private void PollSoon(TimeSpan delay)
    {
        var pause = _lastPoll + PollSchedule.MinInterval - context.Account.Clock.GetUtcNow();
        var soonest = schedule.TimeUntilRoomAfter(delay > pause ? delay : pause, poll.ExpectedRequests);
        if (soonest < _timer.Left)
            _timer.Set(soonest);
    }

    private async Task<IReadOnlyList<DmEvent>> PollAsync(CancellationToken cancellationToken)
    {
        _lastPoll = context.Account.Clock.GetUtcNow();
        try
        {
            var events = await poll.ReadAsync(cancellationToken).ConfigureAwait(false);
            _outage.Recover();
            streamed.AfterPoll();
            var interval = schedule.NextInterval(poll.ExpectedRequests);
            _timer.Set(_isConnected && interval < SafetyInterval ? SafetyInterval : interval);
            if (streamed.NeedsPoll)
                PollSoon(streamed.PollDelay);
            return events;
        }
        catch (DmException error) when (WatchOutage.CanPass(error))
        {
            _timer.Set(schedule.TimeUntilRoomAfter(_outage.Fail(error), poll.ExpectedRequests));
            return [];
        }
    }
}

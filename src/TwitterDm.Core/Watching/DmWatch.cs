using TwitterDm.Listing;
using TwitterDm.Listing.Checkpoints;
using TwitterDm.Listing.Merging;
using TwitterDm.Listing.Pages;
using TwitterDm.Notices;
using TwitterDm.Usage;
using TwitterDm.Watching.Streaming;

namespace TwitterDm.Watching;

/// <summary>
/// New events as they come, oldest first, each once. Read it batch by batch with <see cref="ReadBatchAsync"/>. An outage of X or of the
/// network does not end it. Not thread-safe.
/// </summary>
public sealed class DmWatch : IAsyncDisposable
{
    private readonly ListingContext _context;
    private readonly CheckedQuery _query;
    private readonly DmWatchOptions _options;
    private readonly CheckpointSession? _checkpoint;
    private readonly AppAccess? _app;
    private readonly WatchTally _tally;
    private readonly VerificationWarnings _warnings;
    private readonly CancellationTokenSource _end;
    private readonly List<OperationUsage> _used = [];
    private WatchPosition? _position;
    private IWatchFeed? _feed;
    private DmEvent[] _batch = [];
    private ((string Id, DateTimeOffset At)? Newest, ChatPosition Chat)? _before;
    private bool _hasEnded;

    /// <param name="context">The connection.</param>
    /// <param name="query">The query.</param>
    /// <param name="options">How to watch.</param>
    /// <param name="checkpoint">The session of the query's checkpoint; null without one.</param>
    /// <param name="app">How to reach X as the app, for a stream; null to poll.</param>
    internal DmWatch(ListingContext context, CheckedQuery query, DmWatchOptions options, CheckpointSession? checkpoint, AppAccess? app)
    {
        _context = context.Policy.Notices is { } notices
            ? context with
            {
                Policy = context.Policy with { Notices = new RepeatedNotices(notices) },
            }
            : context;
        (_query, _options, _app) = (query, options, app);
        _checkpoint = checkpoint ?? (query.Values.CheckpointPath is { } path ? new CheckpointSession(path, context.Account) : null);
        _tally = new WatchTally(context.Account.Clock, context.Prices);
        _warnings = new VerificationWarnings(new Operation(_context.Policy));
        _end = options.Timeout is { } timeout ? new CancellationTokenSource(timeout, context.Account.Clock) : new CancellationTokenSource();
    }

    /// <summary>
    /// Waits for new events. The events of the batch before count as handled: a checkpoint advances to them. Cancelling loses nothing.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>At least one event, oldest first; null once the watch has ended because its time is over.</returns>
    /// <exception cref="DmException">
    /// Something is wrong with the account, the connection, the query or the checkpoint, which waiting does not change.
    /// </exception>
    public async Task<IReadOnlyList<DmEvent>?> ReadBatchAsync(CancellationToken cancellationToken = default)
    {
        if (_hasEnded)
            return null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _end.Token);
        try
        {
            _feed ??= Begin(await WithStartAsync(_query.Values, either.Token).ConfigureAwait(false));
            while (true)
            {
                SaveCheckpoint();
                _before = (_position!.Newest, _position.Chat);
                var events = await _feed.ReadAsync(either.Token).ConfigureAwait(false);
                var wanted = events.Where(item => !(_options.IncomingOnly && item.IsOutgoing)).Select(_warnings.Check).ToArray();
                _tally.Events += wanted.Length;
                if (wanted.Length > 0)
                    return _batch = wanted;
            }
        }
        catch (DmException)
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            if (!_tally.HasSeenEvents)
            {
                _context.Policy.Notices.Warn(
                    "The watch ended before X had answered once, so that it is not known whether there are new events. Allow more time.");
            }

            await DisposeAsync().ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>
    /// Advances the checkpoint within the last batch, for a caller that does not handle the rest of it: the next run returns the rest. Does
    /// nothing without a checkpoint.
    /// </summary>
    /// <param name="handledCount">How many events of the last batch were handled, from its start.</param>
    /// <exception cref="DmException">The checkpoint cannot be written.</exception>
    public void SaveCheckpoint(int handledCount)
    {
        if (_hasEnded || handledCount <= 0 || _checkpoint is null || _position is null || _before is not { } before)
            return;
        if (handledCount >= _batch.Length)
        {
            SaveCheckpoint();
            return;
        }

        var (newest, chat) = new PartialPosition(_position, before.Newest, before.Chat).After(_batch, handledCount);
        Commit(_checkpoint, newest, chat, _batch[..handledCount]);
    }

    /// <summary>Ends the watch.</summary>
    /// <returns>The end of what is under way.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_hasEnded)
            return;
        _hasEnded = true;
        if (_feed is not null)
            await _feed.DisposeAsync().ConfigureAwait(false);
        _used.ForEach(_tally.Count);
        _checkpoint?.Dispose();
        _end.Dispose();
        _context.Policy.Notices.Verbose(_tally.ToString());
    }

    // Without a start, it begins now, by the clock of X.
    private async Task<DmEventQuery> WithStartAsync(DmEventQuery query, CancellationToken cancellationToken)
    {
        _checkpoint?.Open(query.IsAll);
        if (query is { Since: not null } or { SinceId: not null } || _checkpoint?.Sources is not null)
            return query;
        var operation = new Operation(_context.Policy);
        _used.Add(operation.Usage);
        return query with { Since = await ServerTime.FindNowAsync(_context, operation, cancellationToken).ConfigureAwait(false) };
    }

    private IWatchFeed Begin(DmEventQuery query)
    {
        var sources = ListingSources.Resolve(_query.Values, _context.Chat.HasKey, _checkpoint?.Sources);
        var given = query with { IsFollowed = true };
        var start = _checkpoint?.Begin(given, sources, _options.IncomingOnly) ?? given;
        new ListingWarnings(_context, new Operation(_context.Policy)).Show(
            start with
            {
                Sources = _query.Values.Sources,
            },
            sources,
            _checkpoint);
        _position = new WatchPosition(
            start,
            _checkpoint?.BeginChat() ?? new ChatPosition { Since = start.Since },
            _context.Account,
            _checkpoint?.Returned ?? []);
        var poll = new EventPoll(_context, new CheckedQuery(given, ResumeToken.Start), sources, _position, _tally);
        var schedule = new PollSchedule(_context.RateLimits, () => _context.Account.ServerNow);
        var introduction = new WatchIntroduction(_context, given, sources);
        return _app is null
            ? new PollingFeed(_context, poll, schedule, introduction)
            : BeginStream(_app, given, sources, poll, schedule, introduction);
    }

    private StreamFeed BeginStream(
        AppAccess app,
        DmEventQuery query,
        IReadOnlyList<DmSource> sources,
        EventPoll poll,
        PollSchedule schedule,
        WatchIntroduction introduction)
    {
        var operation = new Operation(_context.Policy);
        _used.Add(operation.Usage);
        var types = StreamedTypes.For(query, sources, _options.IncomingOnly);
        var pump = new StreamPump(app, _context.CreateClient(operation), operation, _context.Account.User.Id, types, () =>
            _context.Account.ServerNow);
        return new StreamFeed(
            _context,
            poll,
            pump,
            new StreamedEvents(_context, query, types, _position!, schedule, operation),
            schedule,
            _position!,
            introduction);
    }

    // The caller has handled the events of the last batch by now.
    private void SaveCheckpoint()
    {
        // A batch of a stream is after the position.
        if (!_tally.HasAdvanced && _tally.Polls != 1 && _batch.Length == 0)
            return;
        if (_checkpoint is not null && _position is not null)
            Commit(_checkpoint, _position.Newest, _position.Chat, _batch);
        (_tally.HasAdvanced, _batch) = (false, []);
    }

    private static void Commit(CheckpointSession checkpoint, (string Id, DateTimeOffset At)? newest, ChatPosition chat, DmEvent[] handled)
    {
        checkpoint.Prepare(newest, checkpoint.ReadsChat ? chat : null, [.. handled.Select(ReturnedEvent.Of)]);
        checkpoint.Commit();
    }
}

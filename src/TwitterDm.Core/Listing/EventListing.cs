using TwitterDm.Api;
using TwitterDm.Listing.Checkpoints;
using TwitterDm.Notices;
using TwitterDm.Text;
using TwitterDm.Usage;

namespace TwitterDm.Listing;

/// <summary>One enumeration of a query: pages become events, each handed out once, until the query's end or the API's.</summary>
internal sealed class EventListing
{
    private readonly ListingContext _context;
    private readonly Operation _operation;
    private readonly bool _holdsCheckpoint;
    private readonly ListingTally _tally;
    private readonly ListingPosition _position;
    private readonly PageReader _reader;
    private readonly Pager<DmEvent> _pager;
    private DmEventQuery _query;
    private PageSizer _sizer;
    private Checkpoint? _checkpoint;
    private bool _reachedUntil;

    public EventListing(ListingContext context, DmEventQuery query, bool holdsCheckpoint)
    {
        _context = context;
        _query = query;
        _holdsCheckpoint = holdsCheckpoint;
        _operation = new Operation(context.Policy)
        {
            ProgressText = () => FormattableString.Invariant($"{_tally!.Events:N0} events read so far"),
        };
        _tally = new ListingTally(context.Account.Clock, context.Prices, _operation.Usage);
        _reader = new PageReader(context.Account, context.CreateClient(_operation), query);
        _sizer = new PageSizer(query);
        _pager = new Pager<DmEvent>(FetchAsync, WantsMore, OnPage);
        _position = new ListingPosition(_pager, ResumeToken.Parse(query.PageToken));
        _reachedUntil = query.Until is null;
    }

    /// <summary>What was seen, once it has ended.</summary>
    public DmListingReport? Report { get; private set; }

    /// <summary>The next checkpoint, when it has ended well and the checkpoint is to wait.</summary>
    public PreparedCheckpoint? PreparedCheckpoint { get; private set; }

    private long? Wanted => _query.First - _tally.Events;

    public async IAsyncEnumerator<DmEvent> ReadAsync(CancellationToken cancellationToken)
    {
        var events = _pager.ReadAsync(_position.Begin.Page, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            Telling(Begin);
            while (await MoveNextAsync(events).ConfigureAwait(false))
            {
                if (IsWanted(events.Current) is not { } wanted)
                    break;
                if (!wanted)
                    continue;
                _tally.Count(events.Current);
                _position.HandedOut(events.Current);
                yield return events.Current;
                if (Wanted == 0)
                {
                    _tally.StopReason = DmStopReason.First;
                    break;
                }
            }

            Telling(Save);
        }
        finally
        {
            await events.DisposeAsync().ConfigureAwait(false);
            Report = _tally.ToReport(_query, _position.Token);
            _operation.Verbose(Report.ToString());
        }
    }

    private void Begin()
    {
        if (_query.CheckpointPath is not null)
        {
            _checkpoint = Checkpoint.Open(_query, _context.Account);
            _query = _checkpoint.Apply(_query);
            _sizer = new PageSizer(_query);
        }

        new ListingWarnings(_context, _operation).Say(_query, _checkpoint?.NewestAt);
    }

    // Who asks for the event after the last one has dealt with that.
    private void Save()
    {
        if (!_tally.IsComplete || _checkpoint?.Prepare(_query, _position.Newest, _context.Account.Clock.GetUtcNow()) is not { } prepared)
            return;
        if (_holdsCheckpoint)
        {
            PreparedCheckpoint = prepared;
            return;
        }

        using (prepared)
            prepared.Commit();
    }

    private void Telling(Action work)
    {
        try
        {
            work();
        }
        catch (DmException exception)
        {
            _tally.Fail(exception);
            throw;
        }
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<DmEvent> events)
    {
        try
        {
            if (await events.MoveNextAsync().ConfigureAwait(false))
                return true;
            _tally.StopReason = DmStopReason.End;
            return false;
        }
        catch (DmException exception)
        {
            _tally.Fail(exception);
            var position = _position.ToResumePoint(_query, _tally.Events);
            throw exception.At(position, HowToGoOn(position));
        }
    }

    private string? HowToGoOn(DmResumePoint position) => this switch
    {
        { _checkpoint: not null } => "The checkpoint stays where it was: run the same command again, and it gives again what came after it.",
        _ when position.PageToken is { } token => $"To go on where it stopped, add -PageToken '{VisibleText.Of(token)}'.",
        _ => null,
    };

    /// <summary>Whether an event is wanted; null when neither it nor any after it is.</summary>
    private bool? IsWanted(DmEvent item)
    {
        if (StopAt(item) is { } reason)
        {
            _tally.StopReason = reason;
            return null;
        }

        if (!_position.IsNew(item))
        {
            _tally.Repeated++;
            return false;
        }

        _reachedUntil |= item.CreatedAt <= _query.Until;
        return _query.Until is null || item.CreatedAt <= _query.Until;
    }

    // The newest event of the run before can have been deleted: then an older one ends the list.
    private DmStopReason? StopAt(DmEvent item)
    {
        if (_query.SinceId is not null && Ids.Compare(item.Id, _query.SinceId) <= 0)
            return _checkpoint is null ? DmStopReason.SinceId : DmStopReason.Checkpoint;
        return item.CreatedAt < _query.Since ? DmStopReason.Since : null;
    }

    // Only a page that will be needed is read ahead: the rest of this one neither ends the query nor fills it.
    private bool WantsMore(Page<DmEvent> page, int index)
        => (Wanted is null || Wanted > page.Items.Count - index) && !IsLast(page);

    private void OnPage(Page<DmEvent> page)
    {
        _tally.Count(page);
        foreach (var problem in page.Problems)
            _operation.Warn($"X could not tell everything about this page: {problem}");
    }

    private bool IsLast(Page<DmEvent> page) => page.Items is [.., var oldest] && StopAt(oldest) is not null;

    private Task<Page<DmEvent>> FetchAsync(string? token, int pending, CancellationToken cancellationToken)
    {
        var request = new PageRequest(_sizer.Next(_reachedUntil ? Wanted - pending : null), token, _query.EventTypes);
        return _checkpoint is null ? _reader.ReadAsync(request, cancellationToken) : _reader.ReadWholeAsync(request, IsLast, cancellationToken);
    }
}

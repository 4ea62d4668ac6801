using TwitterDm.Endpoints;
using TwitterDm.Http;
using TwitterDm.Notices;
using TwitterDm.Wire;

namespace TwitterDm.Listing;

/// <summary>The events of one query: pages become events, each handed out once, until the query's end or the API's.</summary>
internal sealed class EventListing(DmConnection connection, DmSender sender, DmEventQuery query, DmCallOptions options) : IAsyncEnumerable<DmEvent>
{
    private readonly PageSizer _sizer = new(query);
    private readonly RecentIds _recent = new();
    private readonly ListingReport _report = new();
    private bool _reachedUntil = query.Until is null;
    private string? _lastId;

    public async IAsyncEnumerator<DmEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        WarnOfWindow();
        options.DoneSoFar = () => FormattableString.Invariant($"{_report.Events:N0} events read so far");
        var pager = new Pager<DmEvent>(FetchAsync, WantsMore, OnPage);
        var events = pager.ReadAsync(query.PageToken, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            while (await MoveNextAsync(events, pager).ConfigureAwait(false))
            {
                if (IsWanted(events.Current) is not { } wanted)
                    yield break;
                if (!wanted)
                    continue;
                _report.Count(events.Current);
                _lastId = events.Current.Id;
                yield return events.Current;
                if (Wanted == 0)
                {
                    _report.StopReason = StopReason.First;
                    yield break;
                }
            }
        }
        finally
        {
            await events.DisposeAsync().ConfigureAwait(false);
            options.Verbose(_report.ToString());
        }
    }

    private long? Wanted => query.First - _report.Events;

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<DmEvent> events, Pager<DmEvent> pager)
    {
        try
        {
            if (await events.MoveNextAsync().ConfigureAwait(false))
                return true;
            _report.StopReason = StopReason.End;
            return false;
        }
        catch (DmException exception)
        {
            _report.StopReason = StopReason.Error;
            throw exception.At(new DmResumePoint
            {
                PageToken = pager.Token,
                LastEventId = _lastId,
                ConversationId = query.ConversationId,
                ParticipantId = query.ParticipantId,
                EventCount = _report.Events,
            });
        }
    }

    /// <summary>Whether an event is wanted; null when neither it nor any after it is.</summary>
    private bool? IsWanted(DmEvent item)
    {
        if (StopAt(item) is { } reason)
        {
            _report.StopReason = reason;
            return null;
        }

        if (!_recent.Add(item.Id))
        {
            _report.Repeated++;
            return false;
        }

        _reachedUntil |= item.CreatedAt <= query.Until;
        return query.Until is null || item.CreatedAt <= query.Until;
    }

    private StopReason? StopAt(DmEvent item)
    {
        if (query.SinceId is not null && Ids.Compare(item.Id, query.SinceId) <= 0)
            return StopReason.SinceId;
        return item.CreatedAt < query.Since ? StopReason.Since : null;
    }

    // Only a page that will be needed is read ahead: the rest of this one neither ends the query nor fills it.
    private bool WantsMore(Page<DmEvent> page, int index)
        => (Wanted is null || Wanted > page.Items.Count - index) && (page.Items is not [.., var oldest] || StopAt(oldest) is null);

    private void OnPage(Page<DmEvent> page)
    {
        _report.Pages++;
        _report.Problems += page.Problems.Count;
        foreach (var problem in page.Problems)
            options.Warn($"X could not tell everything about this page: {problem}");
    }

    private async Task<Page<DmEvent>> FetchAsync(string? token, int pending, CancellationToken cancellationToken)
    {
        var request = new PageRequest(_sizer.Next(_reachedUntil ? Wanted - pending : null), token, query.EventTypes);
        var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        var includes = await answer.Includes.WithParticipantsAsync(answer.Data ?? [], connection.Users, sender, options, cancellationToken).ConfigureAwait(false);
        return new(connection.CreateEvents(answer.Data ?? [], includes), answer.Meta?.NextToken, Problems(answer));
    }

    private Task<WireAnswer<IReadOnlyList<WireEvent>>> SendAsync(PageRequest page, CancellationToken cancellationToken) => query switch
    {
        { ConversationId: { } id } => sender.ListEventsInAsync(id, page, cancellationToken),
        { ParticipantId: { } id } => sender.ListEventsWithAsync(id, page, cancellationToken),
        _ => sender.ListEventsAsync(page, cancellationToken),
    };

    private static DmProblem[] Problems(WireAnswer<IReadOnlyList<WireEvent>> answer)
        => [.. (answer.Errors ?? []).Select(ProblemReader.ToProblem)];

    private void WarnOfWindow()
    {
        var start = connection.Clock.GetUtcNow() - DmEventQuery.Window;
        if (query.IsAll && (query.Since < start || query.Until < start))
        {
            options.Warn(
                $"X lists the events of all conversations for the last 30 days only, from {start:u} on. "
                + "What is older shows with -Participant or -ConversationId.");
        }
    }
}

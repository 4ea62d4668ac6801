using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using TwitterDm.Listing;
using TwitterDm.Notices;

namespace TwitterDm;

/// <summary>
/// The conversations of a query, the one with the newest event first; of X Chat alone, in X's order. Read it once, with
/// <c>await foreach</c>. What was read before an error is returned before it is thrown. Not thread-safe.
/// </summary>
public sealed class DmConversationListing : IAsyncEnumerable<DmConversationResult>
{
    private readonly DmClient _client;
    private readonly DmConversationQuery _query;
    private readonly TimeProvider _clock;
    private readonly INoticeSink? _notices;
    private readonly bool _hasClassic;
    private readonly bool _hasChat;
    private readonly List<DmListingReport> _reports = [];
    private readonly List<DmConversation> _found = [];
    private bool _isEnumerated;

    /// <param name="client">Reads events and conversations.</param>
    /// <param name="query">Which conversations; it is valid.</param>
    /// <param name="connection">Says the time, and whether there is a chat key.</param>
    /// <param name="notices">Receives the notices.</param>
    internal DmConversationListing(DmClient client, DmConversationQuery query, DmConnection connection, INoticeSink? notices)
    {
        (_client, _query, _clock, _notices) = (client, query, connection.Clock, notices);
        (_hasClassic, _hasChat) = ListingSources.Resolve(query, connection.HasChatKey);
    }

    /// <summary>The summaries of the lists that were read so far, however they ended: of classic events, then of X Chat.</summary>
    public IReadOnlyList<DmListingReport> Reports => _reports;

    /// <summary>Reads the conversations.</summary>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The conversations, with the errors about single participants.</returns>
    /// <exception cref="InvalidOperationException">The listing was enumerated already.</exception>
    public IAsyncEnumerator<DmConversationResult> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (_isEnumerated)
            throw new InvalidOperationException("A listing can be enumerated only once. Call ListConversations again.");
        _isEnumerated = true;
        var isInOrder = !_hasClassic && !_query.IsUnanswered && _query.ConversationId is null;
        return (isInOrder ? PassOnAsync(cancellationToken) : CollectAsync(cancellationToken)).GetAsyncEnumerator(cancellationToken);
    }

    private async IAsyncEnumerable<DmConversationResult> PassOnAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var conversation in ListChatAsync(cancellationToken).ConfigureAwait(false))
            yield return new() { Conversation = conversation };
    }

    // Both lists are complete, or have enough conversations, before they can be put in order.
    private async IAsyncEnumerable<DmConversationResult> CollectAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var aggregator = _client.Aggregate();
        var error = _hasClassic ? await CatchAsync(ReadClassicAsync(aggregator, cancellationToken)).ConfigureAwait(false) : null;
        if (error is null)
        {
            foreach (var group in aggregator.FindGroups(_query))
                yield return new() { Error = group };
        }

        _found.AddRange(aggregator.Select(_query));
        if (error is null && _hasChat)
        {
            var due = new List<DmConversation>();
            error = await CatchAsync(ReadChatAsync(due, cancellationToken)).ConfigureAwait(false);
            if (due.Count > 0)
            {
                yield return new() { EventsToRead = due.Count };
                error = await CatchAsync(ReadNewestAsync(due, cancellationToken)).ConfigureAwait(false);
            }

            // The classic half of one conversation would look like all of it.
            if (error is not null && _query.ConversationId is not null)
                ExceptionDispatchInfo.Throw(error);
        }

        foreach (var conversation in _found.InOrderOf(_query).Take(_query.First ?? int.MaxValue))
            yield return new() { Conversation = conversation };
        if (error is not null)
            ExceptionDispatchInfo.Throw(error);
    }

    private async Task ReadClassicAsync(DmConversationAggregator aggregator, CancellationToken cancellationToken)
    {
        var listing = _client.ListEvents(ClassicQuery());
        var count = 0;
        try
        {
            await foreach (var item in listing.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                aggregator.Add(item);
                if (HasFirst())
                    return;
            }
        }
        finally
        {
            _reports.Add(listing.Report!);
        }

        // Of the unanswered conversations, the oldest come first: for them, all events have to be read.
        bool HasFirst()
        {
            if (_query.First is not { } first || _query.IsUnanswered || aggregator.Count < first || aggregator.Count == count)
                return false;
            count = aggregator.Count;
            return aggregator.Select(_query).Skip(first - 1).Any();
        }
    }

    private DmEventQuery ClassicQuery() => new()
    {
        ConversationId = _query.ConversationId,
        // A conversation's own list has no limit of time; this one shows the same period for all.
        Since = _query.ConversationId is null ? _query.Since : SinceOrWindow,
        // Without sources, the list of classic events warns that X Chat is not included.
        Sources = _hasChat || _query.Sources is not null ? [DmSource.Classic] : null,
    };

    private DateTimeOffset SinceOrWindow => _query.Since ?? _clock.GetUtcNow() - DmEventQuery.Window;

    // What has to be read before it is known whether it is unanswered is due.
    private async Task ReadChatAsync(List<DmConversation> due, CancellationToken cancellationToken)
    {
        var listed = new List<DmConversation>();
        try
        {
            await foreach (var conversation in ListChatAsync(cancellationToken).ConfigureAwait(false))
                listed.Add(conversation);
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.NotFound && _hasClassic && _query.ConversationId is null)
        {
            _notices.Warn($"Only classic conversations are listed: {exception.Message}");
        }
        catch (DmException exception) when (exception.Kind == DmErrorKind.NotFound && _found.Count > 0)
        {
            // One that is only classic is no error.
            _notices.Verbose(exception.Message);
        }

        // X bills each event, and a conversation that was not updated for a month waits for no answer.
        if (_query.IsUnanswered)
            due.AddRange(listed.Where(conversation => conversation.IsUpdatedSince(SinceOrWindow)));
        else
            _found.AddRange(listed);
    }

    private async Task ReadNewestAsync(List<DmConversation> due, CancellationToken cancellationToken)
    {
        foreach (var conversation in due)
        {
            var read = await _client.ReadLastChatEventAsync(conversation, cancellationToken).ConfigureAwait(false);
            if (read.IsUnanswered == true)
                _found.Add(read);
        }
    }

    // Page by page, until there are enough.
    private async IAsyncEnumerable<DmConversation> ListChatAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_query.ConversationId is { } id)
        {
            var one = await _client.GetChatConversationAsync(id, cancellationToken).ConfigureAwait(false);
            if (IsWanted(one))
                yield return one;
            yield break;
        }

        var listing = _client.ListChatConversations();
        var count = 0;
        bool HasEnough() => count >= _query.First && !_query.IsUnanswered;
        try
        {
            while (!HasEnough() && await listing.ReadPageAsync(cancellationToken).ConfigureAwait(false) is { } page)
            {
                foreach (var conversation in page.Where(IsWanted).TakeWhile(_ => !HasEnough()))
                {
                    count++;
                    yield return conversation;
                }
            }
        }
        finally
        {
            listing.Stop(HasEnough());
            _reports.Add(listing.Report!);
        }
    }

    private bool IsWanted(DmConversation conversation)
        => _query.Includes(conversation) && (_query.Since is not { } since || conversation.IsUpdatedSince(since));

    private static async Task<DmException?> CatchAsync(Task reading)
    {
        try
        {
            await reading.ConfigureAwait(false);
            return null;
        }
        catch (DmException exception)
        {
            return exception;
        }
    }
}

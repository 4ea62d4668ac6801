using TwitterDm.Accounts;
using TwitterDm.Chat;
using TwitterDm.Listing.Checkpoints;
using TwitterDm.Listing.Pages;
using TwitterDm.Text;
using TwitterDm.Usage;

namespace TwitterDm.Listing.Merging;

/// <summary>
/// Merges classic messages and the conversations of X Chat, newest first. A conversation is read only when its newest event is due.
/// </summary>
/// <param name="query">The query.</param>
/// <param name="account">The account that reads.</param>
/// <param name="chat">What the connection knows about X Chat.</param>
/// <param name="classic">The list of classic messages; null to read X Chat only.</param>
/// <param name="conversations">Creates the lists of the conversations; null to read classic messages only.</param>
/// <param name="checkpoint">Where X Chat starts; null without a checkpoint.</param>
/// <param name="tally">Counts the events.</param>
/// <param name="operation">Receives the notices.</param>
/// <param name="progress">Reports each page of the lists.</param>
/// <param name="lookAhead">What was read before it was due.</param>
/// <param name="warnings">Checks each event that is returned; null for a caller that checks them in its own order.</param>
internal sealed class MergedRun(
    DmEventQuery query,
    AccountContext account,
    ChatAccount chat,
    MergedList? classic,
    ConversationLists? conversations,
    ChatPosition? checkpoint,
    ListingTally tally,
    Operation operation,
    ListingProgress progress,
    LookAhead lookAhead,
    VerificationWarnings? warnings) : IListingRun
{
    private readonly DueLists _lists = new();
    private readonly List<DmException> _missing = [];
    private bool _isBegun;

    /// <inheritdoc/>
    public DmStopReason? StopReason { get; private set; }

    /// <inheritdoc/>
    public string? LastEventId { get; private set; }

    /// <inheritdoc/>
    public (string Id, DateTimeOffset At)? NewestClassic => classic?.Newest;

    /// <summary>How many conversations of X Chat were read.</summary>
    public int OpenedConversations => _lists.All.Count(list => list is { Conversation: not null, IsOpen: true });

    /// <summary>How many conversations of X Chat there are.</summary>
    public int ConversationCount => _lists.All.Count(list => list.Conversation is not null);

    /// <inheritdoc/>
    public ChatPosition? ToCheckpoint()
    {
        if (conversations is null || checkpoint is null)
            return null;
        var positions = new Dictionary<string, ConversationPosition>(checkpoint.Conversations, StringComparer.Ordinal);
        foreach (var list in _lists.Kept.Where(list => list.Id.Length > 0))
            positions[list.Id] = list.ToCheckpoint(positions.GetValueOrDefault(list.Id));
        return checkpoint with { Conversations = positions };
    }

    /// <inheritdoc/>
    public async Task<IEnumerable<DmEvent>?> ReadPageAsync(CancellationToken cancellationToken)
    {
        if (HasEnded())
            return End();
        if (!_isBegun)
            await BeginAsync(cancellationToken).ConfigureAwait(false);
        while (_lists.FindNext() is { } list)
        {
            if (list.Peek() is not null)
                return Take();
            lookAhead.ThrowIfFailed();
            await ReadAsync(list, cancellationToken).ConfigureAwait(false);
        }

        if (_lists.All.Count > 0 && _lists.All.Count == _missing.Count)
            throw _missing.Find(error => error.Kind == DmErrorKind.NotFound) ?? WithUserAdvice(_missing[0]);
        // The period is in the future, where neither source has events.
        StopReason = classic is null && conversations is null ? DmStopReason.Window : EndOfLists();
        return End();
    }

    private DmStopReason EndOfLists() => _lists.All
        .Select(list => list.EndReason)
        .FirstOrDefault(reason => reason is DmStopReason.Checkpoint or DmStopReason.SinceId or DmStopReason.Since) ?? DmStopReason.End;

    private IEnumerable<DmEvent>? End()
    {
        lookAhead.ThrowIfFailed();
        return null;
    }

    /// <inheritdoc/>
    public string? ToToken()
    {
        if (conversations?.NextToken is null && !_lists.All.Any(list => list.IsOpen))
            return null;
        var token = new MergedToken
        {
            Account = account.User.Id,
            Sources = [.. tally.Sources],
            EventTypes = query.OrderedTypes(),
            Conversation = query.ChatIdFor(account),
            ConversationsToken = conversations?.NextToken,
            HasAllConversations = conversations?.IsComplete ?? false,
        };
        foreach (var list in _lists.Kept)
            token.Lists[list.Id] = list.ToPosition();
        return token.ToString();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        StopReason ??= DmStopReason.Stopped;
        progress.End();
        foreach (var list in _lists.All)
            await list.DisposeAsync().ConfigureAwait(false);
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (classic is not null && _lists.All.Count == 0)
            _lists.Add(classic);
        if (conversations is not null)
            await AddConversationsAsync(conversations, cancellationToken).ConfigureAwait(false);
        _isBegun = true;
    }

    private async Task AddConversationsAsync(ConversationLists all, CancellationToken cancellationToken)
    {
        if (query.ChatIdFor(account) is { } single)
        {
            _lists.Add(all.CreateOne(single));
            return;
        }

        foreach (var list in all.Known())
            _lists.Add(list);
        try
        {
            while (!all.IsComplete)
            {
                foreach (var list in await all.ReadNextAsync(cancellationToken).ConfigureAwait(false))
                    _lists.Add(list);
            }
        }
        catch (DmException error) when (ConversationPages.IsMissing(error))
        {
            if (classic is null)
                throw ConversationPages.Missing(error);
            operation.Warn($"This server does not offer X Chat: only classic messages are listed. {error.Message}");
        }

        if (!_lists.All.Any(list => list.Conversation is not null))
            ShowEmpty();
    }

    private void ShowEmpty()
    {
        var words = ConversationPages.DescribeEmpty(account.User, tally.HasMessageRequests);
        if (classic is null)
            operation.Warn(words);
        else
            operation.Verbose(words);
    }

    private async Task ReadAsync(MergedList list, CancellationToken cancellationToken)
    {
        try
        {
            var wasLeftOut = list.IsLeftOut;
            await list.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (list is { IsLeftOut: true, Conversation: { } silent } && !wasLeftOut)
                WarnOfLeftOut(list, silent, "The response contains neither events nor says that there are none.");
        }
        catch (DmException error) when (!query.IsAll && (error.Kind == DmErrorKind.NotFound || IsWithNoOne(error, list)))
        {
            // The conversation may exist in the other source.
            _missing.Add(error);
            list.Skip(DmStopReason.End);
        }
        catch (DmException error) when (error.Kind == DmErrorKind.NotFound && list.Conversation is { } conversation)
        {
            list.LeaveOut();
            WarnOfLeftOut(list, conversation, error.Message);
        }

        if (list.ContradictsUpdate && chat.IsUpdatedAtTrusted)
            Distrust(list);
        else
            _lists.MoveBack(list);
    }

    // X Chat refuses a conversation that does not exist like one of other people. That with a user is never one of other people.
    private bool IsWithNoOne(DmException error, MergedList list)
        => query.ParticipantId is not null && list.Conversation is not null && error is { Kind: DmErrorKind.Permission, EndsRun: false };

    private static DmException WithUserAdvice(DmException error)
        => new(error)
        {
            RecommendedAction =
                "Check the id: X Chat has no conversation with this user. If it is the id of a group, give it as that of a conversation.",
        };

    private void WarnOfLeftOut(MergedList list, ChatConversation conversation, string why)
    {
        var next = checkpoint is null ? string.Empty
            : list.IsGivenUp(checkpoint.Conversations.GetValueOrDefault(conversation.Id))
                ? FormattableString.Invariant(
                    $" X has not returned it for {LeftOutConversation.MaxAge.TotalDays:0} days: it is skipped until it has new events.")
            : " A later run asks for it again.";
        operation.Warn($"The conversation {VisibleText.Of(conversation.Id, 60)} could not be read, and is left out: {why}{next}");
    }

    private void Distrust(MergedList list)
    {
        chat.IsUpdatedAtTrusted = false;
        operation.Warn(
            $"X reports for the conversation {VisibleText.Of(list.Id, 60)} a time of its last update that is before its newest event. These times are not used "
            + "over this connection any more: every conversation is read.");
        _lists.Distrust();
    }

    private IEnumerable<DmEvent> Take()
    {
        while (!HasEnded() && _lists.FindNext() is { } list && list.Peek() is { } item)
        {
            list.Accept();
            LastEventId = item.Id;
            var verified = warnings?.Check(item) ?? item;
            tally.Count(verified);
            if (list.Conversation is not null)
                account.SeenEvents.Add([verified]);
            yield return verified;
        }
    }

    private bool HasEnded()
    {
        if (query.First == tally.Events)
            StopReason ??= DmStopReason.First;
        return StopReason is not null;
    }
}

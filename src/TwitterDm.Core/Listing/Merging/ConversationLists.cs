using TwitterDm.Chat;
using TwitterDm.Listing.Checkpoints;

namespace TwitterDm.Listing.Merging;

/// <summary>
/// Creates a list for each conversation of X Chat that can have an event of the query. The list of conversations is read to its end: X does
/// not say in which order it is.
/// </summary>
/// <param name="query">The query.</param>
/// <param name="chat">What the connection knows about X Chat.</param>
/// <param name="pages">Reads the conversations.</param>
/// <param name="opener">Creates the lists.</param>
/// <param name="checkpoint">Where X Chat starts; null without a checkpoint.</param>
/// <param name="start">Where the listing resumes; null for its beginning.</param>
internal sealed class ConversationLists(
    DmEventQuery query, ChatAccount chat, ConversationPages pages, ListOpener opener, ChatPosition? checkpoint, MergedToken? start)
{
    /// <summary>X's token of the next page of conversations; null at the beginning and at the end.</summary>
    public string? NextToken => pages.NextToken;

    /// <summary>Whether all conversations were read.</summary>
    public bool IsComplete => pages.IsComplete || (start?.HasAllConversations ?? false);

    /// <summary>The lists that were known when an earlier listing stopped, so that they need not be read again.</summary>
    public IEnumerable<MergedList> Known()
    {
        foreach (var (id, position) in start?.Lists ?? [])
        {
            if (id.Length > 0 && pages.Know(id))
            {
                yield return Create(
                    new ChatConversation(id)
                    {
                        EncodedName = position.Name,
                        AdminIds = position.Admins ?? [],
                        IsRead = position.Admins is not null,
                    },
                    position);
            }
        }
    }

    /// <summary>Reads the next page of conversations.</summary>
    /// <returns>Their lists; without any at the end.</returns>
    /// <exception cref="DmException">The page could not be read.</exception>
    public async Task<IReadOnlyList<MergedList>> ReadNextAsync(CancellationToken cancellationToken)
        => [.. (await pages.ReadNextAsync(cancellationToken).ConfigureAwait(false)).Select(conversation => Create(conversation, null))];

    /// <summary>The list of one conversation, which is not looked for in the list of conversations.</summary>
    public MergedList CreateOne(string id) => Create(new ChatConversation(id), start?.Lists.GetValueOrDefault(id));

    private MergedList Create(ChatConversation conversation, ListPosition? position)
    {
        var list = opener.CreateChat(conversation, checkpoint, position);
        if (list.HasEnded)
            return list;
        if (!chat.IsUpdatedAtTrusted)
            list.Distrust();
        else if (ReasonToSkip(list) is { } reason)
            list.Skip(reason);
        return list;
    }

    private DmStopReason? ReasonToSkip(MergedList list)
    {
        var position = checkpoint?.Conversations.GetValueOrDefault(list.Conversation!.Id);
        if ((position?.UpdatedAt is { } read && list.UpdatedAt <= read) || (position is not null && list.IsWaiting(position)))
            return DmStopReason.Checkpoint;
        if (checkpoint?.Since > list.Bound.At || query.Since > list.Bound.At)
            return DmStopReason.Since;
        return query.SinceId is { } known && Ids.HasTime(known) && Ids.TimeOf(known) > list.Bound.At ? DmStopReason.SinceId : null;
    }
}

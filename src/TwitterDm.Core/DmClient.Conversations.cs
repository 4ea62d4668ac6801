using TwitterDm.Chat;
using TwitterDm.Listing;

namespace TwitterDm;

/// <content>Conversations.</content>
public sealed partial class DmClient
{
    /// <summary>
    /// Lists the conversations of a query. Classic ones are aggregated from events, since X has no list of them; over X Chat, unanswered
    /// ones take one event each. X bills these events.
    /// </summary>
    /// <param name="query">Which conversations to list.</param>
    /// <returns>The conversations, with the errors about single participants. Reading them throws a <see cref="DmException"/>.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the query is not valid; nothing was sent.</exception>
    public DmConversationListing ListConversations(DmConversationQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        QueryValidator.Check(query);
        return new(this, query, _connection, _options.Notices);
    }

    /// <summary>Lists the conversations of X Chat, in X's order. Their members are read, too, which X bills.</summary>
    /// <returns>The conversations, without events.</returns>
    public DmChatConversationListing ListChatConversations() => new(_connection.ListingContext(_options));

    /// <summary>Gets one conversation of X Chat; a message request, too.</summary>
    /// <param name="conversationId">Its id.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The conversation, without events.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotFound"/>: it does not exist, or this account is not a member.</exception>
    public async Task<DmConversation> GetChatConversationAsync(string conversationId, CancellationToken cancellationToken = default)
    {
        var id = Ids.CheckConversationId(conversationId);
        WarnIfConversationRounded(id);
        var reader = new ChatReader(_connection.Chat, _client.Value);
        return reader.ToConversation(await reader.ReadConversationAsync(id, cancellationToken).ConfigureAwait(false), _connection.Account);
    }

    /// <summary>Reads the newest event of a conversation of X Chat, which X bills.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The conversation with its last event, and whether that is a message that waits for an answer.</returns>
    /// <exception cref="DmException">The event could not be read.</exception>
    public async Task<DmConversation> ReadLastChatEventAsync(DmConversation conversation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        DmEvent? newest = null;
        await foreach (var item in ListEvents(
                    new DmEventQuery
                    {
                        ConversationId = conversation.ConversationId,
                        Sources = [DmSource.Chat],
                        First = 1,
                    })
                .WithCancellation(cancellationToken)
                .ConfigureAwait(false))
        {
            newest = item;
        }

        return conversation.With(newest);
    }
}

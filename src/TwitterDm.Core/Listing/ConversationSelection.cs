namespace TwitterDm.Listing;

/// <summary>What a query asks for, among conversations that were found.</summary>
internal static class ConversationSelection
{
    /// <summary>The conversations that match, all of them and in order.</summary>
    public static IEnumerable<DmConversation> Select(this DmConversationAggregator aggregator, DmConversationQuery query)
    {
        var matches = aggregator
            .Conversations()
            .Where(conversation => query.Includes(conversation) && (!query.IsUnanswered || conversation.IsUnanswered == true));
        return query.IsUnanswered ? matches.Reverse() : matches;
    }

    /// <summary>
    /// The errors about groups that were given as participants. They find nothing, which must not look like users without conversations.
    /// </summary>
    public static IEnumerable<DmException> FindGroups(this DmConversationAggregator aggregator, DmConversationQuery query)
    {
        if (query.ParticipantIds.Count == 0)
            return [];
        var ids = aggregator.Conversations().Select(conversation => conversation.ConversationId).ToHashSet(StringComparer.Ordinal);
        return query.ParticipantIds.Where(ids.Contains).Select(id => new DmException(
            DmErrorKind.NotFound,
            $"'{id}' is the id of a group, not of a user.")
        {
            Reason = DmErrorReason.GroupInsteadOfUser,
            Target = id,
        });
    }

    /// <summary>The conversations of several sources, the newest first, or what has waited longest.</summary>
    public static IEnumerable<DmConversation> InOrderOf(this IEnumerable<DmConversation> conversations, DmConversationQuery query)
        => query.IsUnanswered
            ? conversations.OrderBy(conversation => conversation.LatestAtUtc)
            : conversations.OrderByDescending(conversation => conversation.LatestAtUtc);
}

using TwitterDm.Accounts;

namespace TwitterDm.Listing.Merging;

/// <summary>Which conversation of X Chat a query names.</summary>
internal static class ChatIds
{
    /// <summary>The id of the conversation; null if the query is for all conversations.</summary>
    public static string? ChatIdFor(this DmEventQuery query, AccountContext account)
        => query.ParticipantId is { } other ? Ids.OneToOne(account.User.Id, other) : query.ConversationId;
}

using TwitterDm.Accounts;
using TwitterDm.Chat;

namespace TwitterDm.Listing;

/// <summary>Maps conversations of X Chat to the model.</summary>
internal static class ChatConversationMapper
{
    /// <summary>The conversation as users see it: the participants without the account itself.</summary>
    public static DmConversation ToConversation(this ChatReader reader, ChatConversation conversation, AccountContext account)
    {
        string[] others = [.. (conversation.MemberIds.Count > 0 ? conversation.MemberIds : conversation.ParticipantIds)
            .Distinct(StringComparer.Ordinal).Where(id => !string.Equals(id, account.User.Id, StringComparison.Ordinal))];
        return new()
        {
            ConversationId = conversation.Id,
            ConversationType = conversation.Type.ToString(),
            Source = nameof(DmSource.Chat),
            Name = reader.NameOf(conversation),
            Participants = new(others.Select(id => account.Users.Find(id) ?? new DmUser { Id = id })),
            ParticipantIds = new(others),
            AdminIds = new(conversation.AdminIds),
            IsMuted = conversation.IsMuted,
            UpdatedAtUtc = conversation.UpdatedAt,
        };
    }
}

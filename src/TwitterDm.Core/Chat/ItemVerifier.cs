using TwitterDm.ChatProtocol;

namespace TwitterDm.Chat;

/// <summary>Whether it is proven who sent an event into the conversation from which it was read.</summary>
/// <param name="chat">What the connection knows about X Chat.</param>
internal sealed class ItemVerifier(ChatAccount chat)
{
    /// <summary>
    /// Whether an event has a valid signature that proves something here: one for another conversation, or of another sender than the one X
    /// names, does not.
    /// </summary>
    public bool IsVerified(ChatItem item)
        => item.IsVerified || (item.IsVerified = item.Event is { } content
            && IsFromHere(item)
            && item.IsFromNamedSender
            && Participation.CanSend(content.SenderId, item.Conversation.Id)
            && IsSigned(item, content));

    /// <summary>Whether an event says that it belongs to the conversation from which it was read.</summary>
    public bool IsFromHere(ChatItem item) => item.Event?.ConversationId is { } id
        && string.Equals(ChatConversation.IdOf(id, chat.Account.User.Id), item.Conversation.Id, StringComparison.Ordinal);

    /// <summary>
    /// Whether an event names its sender as X does, although it has no signature that could prove it: a message without encryption.
    /// </summary>
    public static bool IsPlainOfNamedSender(ChatItem item)
        => item is { Event.IsPlain: true, HasNamedSender: true, IsFromNamedSender: true };

    private bool IsSigned(ChatItem item, ChatEvent content) => content.Kind switch
    {
        ChatEventKind.ConversationKeyChangeEvent => item.KeyChange is { IsVerified: true },
        ChatEventKind.GroupChangeEvent when content.GroupChange is { Kind: ChatGroupChangeKind.GroupCreate } created =>
            IsGroupOf(created, content.SenderId, item.Conversation.Id) && HasSignature(item, content),
        ChatEventKind.GroupChangeEvent when content.GroupChange is { Kind: ChatGroupChangeKind.GroupMemberAddChange } added =>
            Participation.IsPlausible(added, content.SenderId) && HasSignature(item, content),
        _ => HasSignature(item, content),
    };

    // A signature that is not of the sender's registered keys is verified again only when others are registered.
    private bool HasSignature(ChatItem item, ChatEvent content)
    {
        var keys = chat.PublicKeys.Find(content.SenderId ?? string.Empty);
        if (ReferenceEquals(keys, item.OtherKeys))
            return false;
        if (IsSigned(content))
            return true;
        item.OtherKeys = keys;
        return false;
    }

    private bool IsSigned(ChatEvent content)
    {
        try
        {
            return chat.Verifier.IsSigned(content);
        }
        // See ChatReader.Decode: a platform's cryptography can refuse what a sender wrote in ways of its own.
        catch (Exception)
        {
            return false;
        }
    }

    // The signed text of a new group does not name the conversation, so that the creation of one group could be shown in another. It names
    // the first key, though, and the change that brought that key names the conversation. Whoever signed both has created this group:
    // clients take the time in milliseconds as the version, and nobody creates two groups in one millisecond. Whoever got the first key is
    // one of the first members. Without that change, as for those who joined later, nothing is proven.
    private bool IsGroupOf(ChatGroupChange created, string? senderId, string conversationId)
        => senderId is not null
        && created.KeyVersion is { } version
        && chat.ConversationKeys.IsVerified(conversationId, version, senderId)
        && created.UserIds.Append(senderId).Contains(chat.Account.User.Id, StringComparer.Ordinal);
}

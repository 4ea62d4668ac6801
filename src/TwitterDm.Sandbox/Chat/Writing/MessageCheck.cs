using TwitterDm.ChatProtocol;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>The rules for a message whose signature is valid.</summary>
internal sealed class MessageCheck(ChatKeyDirectory keys)
{
    /// <summary>X has not published its limit. This one has room for the longest text and a quoted one.</summary>
    private const int MaxContentsLength = 256 * 1024;

    /// <summary>The sender is not in the conversation, which need not exist.</summary>
    public static ChatWriteError NotMember(string conversationId) =>
        ChatWriteError.Of(ChatFailureType.SenderNotGroupMember, $"You are not a member of the conversation [{conversationId}].");

    /// <summary>Finds the error in the size of a message, before anything else is looked at.</summary>
    public static ChatWriteError? CheckSize(ChatEvent message)
        => message.Contents switch
        {
            null or { Length: 0 } => ChatWriteError.Of(ChatFailureType.EmptyDetail, "The message has no contents."),
            { Length: > MaxContentsLength } contents => ChatWriteError.Of(
                ChatFailureType.ContentsTooLarge,
                $"The contents have {contents.Length} bytes, more than {MaxContentsLength}."),
            _ => null,
        };

    /// <summary>Finds the reason why a conversation does not accept a message.</summary>
    public ChatWriteError? Check(ChatEvent message, Person sender, ChatConversation conversation)
    {
        var current = conversation.State.CurrentKey;
        if (message.IsPlain)
        {
            return current is null && conversation.Plan.IsPlain
                ? null
                : ChatWriteError.Of(ChatFailureType.OnlyEncryptedMessagesAllowed, "The message is not encrypted.");
        }

        if (!string.Equals(message.KeyVersion, current?.Version, StringComparison.Ordinal))
        {
            return ChatWriteError.Of(
                ChatFailureType.NonLatestConversationKeyVersion,
                $"The latest key of the conversation is not [{message.KeyVersion}].");
        }

        if (ChangedKey(sender, conversation, current!) is { } changed)
        {
            return ChatWriteError.Of(
                ChatFailureType.RecipientKeyHasChanged,
                $"The user [{changed.IdText}] has newer keys than those that the conversation key was encrypted for.");
        }

        return conversation.Plan.IsAwaitingAcceptance && sender.AcceptsChats
            ? ChatWriteError.Of(ChatFailureType.RecipientHasNotTrustedConversation, "The recipient has not accepted the conversation yet.")
            : null;
    }

    private Person? ChangedKey(Person sender, ChatConversation conversation, StoredConversationKey current)
        => conversation.Plan.Members.FirstOrDefault(member =>
            member != sender && current.RecipientVersions.GetValueOrDefault(member.IdText) < keys.HighestVersion(member));
}

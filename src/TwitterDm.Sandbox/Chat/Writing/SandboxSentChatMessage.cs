using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>
/// A message, a reaction or an edit that a client sent to an X Chat conversation. The sandbox knows the keys and has decrypted it.
/// </summary>
/// <param name="EventId">The sequence id of its event.</param>
/// <param name="MessageId">The id that the client chose.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="SenderId">The account that sent it.</param>
/// <param name="Kind">
/// What it is, such as <c>Message</c>, <c>ReactionAdd</c> or <c>MessageEdit</c>, or null if it cannot be decrypted.
/// </param>
/// <param name="Text">The text of a message or an edit, or the emoji of a reaction.</param>
public sealed record SandboxSentChatMessage(
    string EventId,
    string MessageId,
    string ConversationId,
    string SenderId,
    string? Kind,
    string? Text)
{
    internal static SandboxSentChatMessage Of(ChatEvent item, string eventId, ChatConversation conversation)
    {
        var entry = Read(item, conversation.State.CurrentKey?.Key);
        return new SandboxSentChatMessage(
            eventId,
            item.MessageId!,
            conversation.Id,
            item.SenderId!,
            entry?.Kind.ToString(),
            entry?.Text ?? entry?.Emoji);
    }

    private static ChatEntry? Read(ChatEvent item, byte[]? key)
    {
        try
        {
            var contents = item.IsPlain ? item.Contents : key is null ? null : SecretBox.Open(key, item.Contents);
            return contents is null ? null : ChatEntry.Read(contents);
        }
        catch (MalformedThriftException)
        {
            return null;
        }
    }
}

using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;

namespace TwitterDm.Chat.Writing;

/// <summary>
/// Creates what a reply quotes. With the original, as it was read over this connection, everybody can verify the quote; otherwise the reply
/// only names the message.
/// </summary>
/// <param name="chat">What the connection knows about X Chat.</param>
internal sealed class ReplyPreviews(ChatAccount chat)
{
    // An original can be a reply itself, with its own original inside, and so on.
    private const int MaxOriginal = 48 * 1024;

    private readonly ChatContents _contents = new(chat);

    /// <summary>The preview of a message.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="eventId">The id of the message; null for none.</param>
    public ThriftStruct? Of(string conversationId, string? eventId)
    {
        if (eventId is null)
            return null;
        var original = chat.RecentMessages.Find(conversationId, eventId);
        if (original is not { SenderId: { } sender } || !Ids.IsOrdered(sender))
            return new ThriftStruct().Add(6, eventId);
        var entry = _contents.Read(original, conversationId).Entry;
        return entry?.Kind == ChatEntryKind.Message && original.ToBytes().Length <= MaxOriginal && chat.Verifier.IsSigned(original)
            ? ChatEntries.ReplyTo(original, entry)
            : ChatEntries.ReplyPreview(sender, entry?.Text, eventId, messageId: null);
    }
}

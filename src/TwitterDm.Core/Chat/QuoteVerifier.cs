using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.Chat;

/// <summary>
/// Verifies what a reply quotes: the one who replies can write anything there. A reply can carry the original with its author's signature,
/// and only an original that agrees with the quote proves it.
/// </summary>
/// <param name="chat">What the connection knows about X Chat.</param>
internal sealed class QuoteVerifier(ChatAccount chat)
{
    // What verifying costs is decided by the one who replies.
    private const int MaxKeyChanges = 4;

    private readonly ChatContents _contents = new(chat);

    /// <summary>Whether the original proves a quote.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="preview">The quote in it.</param>
    /// <param name="conversationId">The conversation from which the reply was read.</param>
    /// <returns>True or false; null if the reply does not carry the original, and it is not at hand either.</returns>
    public bool? Verify(ChatEvent reply, ChatReplyPreview preview, string conversationId)
    {
        if (!preview.Fields.Has(8))
            return CompareWithKnown(preview, conversationId);
        return preview.Original is { } original
            && IsEvent(original, reply)
            && Agrees(preview.SenderId, original.SenderId)
            && Agrees(preview.SequenceId, original.SequenceId)
            && Agrees(preview.MessageId, original.MessageId)
            && Read(original, preview, conversationId) is { Message: { } message }
            && AgreesWithText(original, message, preview, conversationId);
    }

    /// <summary>The people whose public keys it takes to verify the quotes in a message, with the versions of the keys.</summary>
    public static IEnumerable<ChatEvent> EvidenceOf(ChatReplyPreview? preview)
        => preview is null ? [] : new[] { preview.Original, preview.Edit }.OfType<ChatEvent>().Concat(preview.KeyChanges.Take(MaxKeyChanges));

    // The message that the reply names, if it was read: it was verified then, unless it is not encrypted.
    private bool? CompareWithKnown(ChatReplyPreview preview, string conversationId)
    {
        if (preview is { SenderId: null, Text: null or "" }
            || preview.SequenceId is not { } id
            || chat.RecentMessages.Find(conversationId, id) is not { } original)
        {
            return null;
        }

        if (!Agrees(preview.SenderId, original.SenderId) || !Agrees(preview.MessageId, original.MessageId))
            return false;
        if (_contents.Read(original, conversationId).Entry is not { Message: { } message })
            return null;
        if (Contains(preview, message.Text, message.ForwardedText, message.Entities.Concat(message.ForwardedEntities), message))
            return original.IsPlain ? null : true;
        return chat.RecentMessages.FindEdits(conversationId, id) is { } edits
            ? edits.Any(edit => string.Equals(edit.SenderId, original.SenderId, StringComparison.Ordinal)
                && _contents.Read(edit, conversationId).Entry is { Kind: ChatEntryKind.MessageEdit } change
                && Contains(preview, change.Text, null, change.Entities, message))
            : null;
    }

    private bool AgreesWithText(ChatEvent original, ChatMessage message, ChatReplyPreview preview, string conversationId)
    {
        if (!preview.Fields.Has(9))
            return Contains(preview, message.Text, message.ForwardedText, message.Entities.Concat(message.ForwardedEntities), message);
        return preview.Edit is { } edit
            && IsEvent(edit, original)
            && string.Equals(edit.SenderId, original.SenderId, StringComparison.Ordinal)
            && Read(edit, preview, conversationId) is { Kind: ChatEntryKind.MessageEdit } change
            && Agrees(change.TargetSequenceId, original.SequenceId)
            && Contains(preview, change.Text, null, change.Entities, message);
    }

    private static bool Contains(
        ChatReplyPreview preview,
        string? text,
        string? forwarded,
        IEnumerable<ChatEntity> entities,
        ChatMessage message)
    {
        var isText =
            string.IsNullOrEmpty(preview.Text)
            || IsStart(preview.Text, text)
            || (string.IsNullOrEmpty(text) && IsStart(preview.Text, forwarded));
        return isText
            && AreAmong(preview.Entities.Select(entity => entity.Fields), entities.Select(entity => entity.Fields))
            && AreAmong(
                preview.Attachments.Select(attachment => attachment.Whole),
                message.Attachments.Select(attachment => attachment.Whole));
    }

    private ChatEntry? Read(ChatEvent content, ChatReplyPreview preview, string conversationId)
        => _contents.Read(content, conversationId, preview.KeyChanges.Take(MaxKeyChanges));

    private bool IsEvent(ChatEvent content, ChatEvent other)
        => content.Kind == ChatEventKind.MessageCreateEvent
        && string.Equals(content.ConversationId, other.ConversationId, StringComparison.Ordinal)
        && chat.Verifier.IsSigned(content);

    private static bool IsStart(string start, string? text) => text?.StartsWith(start, StringComparison.Ordinal) ?? false;

    // What is not claimed cannot be wrong.
    private static bool Agrees(string? claim, string? truth) => claim is null || string.Equals(claim, truth, StringComparison.Ordinal);

    private static bool AreAmong(IEnumerable<ThriftStruct> claims, IEnumerable<ThriftStruct> truths)
    {
        var known = truths.Select(Text).ToHashSet(StringComparer.Ordinal);
        return claims.All(claim => known.Contains(Text(claim)));
    }

    private static string Text(ThriftStruct value) => Convert.ToBase64String(ThriftCodec.Write(value));
}

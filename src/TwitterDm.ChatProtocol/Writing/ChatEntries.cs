using System.Globalization;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol.Writing;

/// <summary>What message events carry, for <see cref="ChatEventFactory"/>.</summary>
internal static class ChatEntries
{
    /// <summary>An entry of a known kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="fields">Its fields.</param>
    public static ThriftStruct Of(ChatEntryKind kind, ThriftStruct fields) => Of((short)kind, fields);

    /// <summary>An entry of any number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="fields">Its fields.</param>
    public static ThriftStruct Of(short number, ThriftStruct fields)
        => new ThriftStruct().AddStruct(1, new ThriftStruct().AddStruct(number, fields));

    /// <summary>A message.</summary>
    /// <param name="text">The text, which may be empty.</param>
    /// <param name="entities">Links, mentions and the like, by <see cref="Entity"/>.</param>
    /// <param name="attachments">Attachments, by <see cref="ChatAttachments"/>.</param>
    /// <param name="replyPreview">What it replies to, by <see cref="ReplyPreview"/> or <see cref="ReplyTo"/>.</param>
    /// <param name="forwarded">What it forwards, by <see cref="Forwarded"/>.</param>
    /// <param name="sentFrom">Where it was written.</param>
    public static ThriftStruct Message(
        string? text,
        IEnumerable<ThriftStruct>? entities = null,
        IEnumerable<ThriftStruct>? attachments = null,
        ThriftStruct? replyPreview = null,
        ThriftStruct? forwarded = null,
        int? sentFrom = null) =>
        Of(
            ChatEntryKind.Message,
            new ThriftStruct()
                .Add(1, text)
                .AddStructs(2, entities)
                .AddStructs(3, attachments)
                .AddStruct(4, replyPreview)
                .AddStruct(6, forwarded)
                .AddI32(7, sentFrom));

    /// <summary>A part of a text.</summary>
    /// <param name="start">Where it starts, in bytes of UTF-8.</param>
    /// <param name="end">Where it ends, exclusive.</param>
    /// <param name="kind">What it is.</param>
    public static ThriftStruct Entity(int start, int end, ChatEntityKind kind) =>
        new ThriftStruct().AddI32(1, start).AddI32(2, end).AddStruct(3, new ThriftStruct().AddStruct((short)kind, new()));

    /// <summary>What a reply claims to reply to.</summary>
    /// <param name="senderId">Who wrote the original.</param>
    /// <param name="text">The quoted text.</param>
    /// <param name="sequenceId">The sequence id of the original.</param>
    /// <param name="messageId">The message id of the original.</param>
    /// <param name="original">The original, which proves the claim.</param>
    /// <param name="originalEntry">What the original carries, for its entities and attachments.</param>
    /// <param name="edit">The edit of the original.</param>
    /// <param name="keyChanges">The key changes that the original needs.</param>
    public static ThriftStruct ReplyPreview(
        string senderId, string? text, string? sequenceId, string? messageId, ChatEvent? original = null, ChatEntry? originalEntry = null,
        ChatEvent? edit = null, IEnumerable<ChatEvent>? keyChanges = null)
    {
        var (entities, attachments) = (originalEntry?.Entities, originalEntry?.Message?.Attachments);
        return new ThriftStruct().AddI64(1, long.Parse(senderId, CultureInfo.InvariantCulture)).Add(2, text)
            .AddStructs(3, entities is { Count: > 0 } ? entities.Select(entity => entity.Fields) : null)
            .AddStructs(4, attachments is { Count: > 0 } ? attachments.Select(attachment => attachment.Whole) : null)
            .Add(6, sequenceId).Add(7, messageId).AddStruct(8, original?.Fields).AddStruct(9, edit?.Fields)
            .AddStructs(10, keyChanges?.Select(change => change.Fields));
    }

    /// <summary>A reply's preview of an event, with the event itself as X's SDK embeds it.</summary>
    /// <param name="original">The original.</param>
    /// <param name="originalEntry">What the original carries.</param>
    public static ThriftStruct ReplyTo(ChatEvent original, ChatEntry originalEntry) =>
        ReplyPreview(original.SenderId!, originalEntry.Text, original.SequenceId, original.MessageId, original, originalEntry);

    /// <summary>A forwarded message.</summary>
    /// <param name="text">The text.</param>
    /// <param name="entities">Its entities.</param>
    public static ThriftStruct Forwarded(string? text, IEnumerable<ThriftStruct>? entities = null) =>
        new ThriftStruct().Add(1, text).AddStructs(2, entities);

    /// <summary>A reaction.</summary>
    /// <param name="targetSequenceId">The message.</param>
    /// <param name="emoji">The emoji.</param>
    /// <param name="attachmentId">The attachment that is meant.</param>
    public static ThriftStruct ReactionAdd(string targetSequenceId, string emoji, string? attachmentId = null) =>
        Of(ChatEntryKind.ReactionAdd, new ThriftStruct().Add(1, targetSequenceId).Add(2, emoji).Add(3, attachmentId));

    /// <summary>A reaction is taken back.</summary>
    /// <param name="targetSequenceId">The message.</param>
    /// <param name="emoji">The emoji.</param>
    public static ThriftStruct ReactionRemove(string targetSequenceId, string emoji) =>
        Of(ChatEntryKind.ReactionRemove, new ThriftStruct().Add(1, targetSequenceId).Add(2, emoji));

    /// <summary>A message gets a new text.</summary>
    /// <param name="targetSequenceId">The message.</param>
    /// <param name="text">The text.</param>
    /// <param name="entities">Its entities, which replace the old ones.</param>
    public static ThriftStruct Edit(string targetSequenceId, string text, IEnumerable<ThriftStruct>? entities = null) =>
        Of(ChatEntryKind.MessageEdit, new ThriftStruct().Add(1, targetSequenceId).Add(2, text).AddStructs(3, entities));
}

using System.Buffers.Text;
using System.Text.Json;
using TwitterDm.Accounts;
using TwitterDm.Api;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.Chat;

/// <summary>An event of X Chat that was read but not decoded yet: only the envelope is known, not what is encrypted.</summary>
internal sealed class ChatItem
{
    private ChatEvent? _event;

    // As X sent it, in base64; null once the bytes are enough.
    private string? _text;

    private ChatItem(string id, DateTimeOffset time, ChatConversation conversation, WireChatEvent wire, byte[]? encoded, ChatEvent? content)
    {
        Id = id;
        Time = time;
        Conversation = conversation;
        HasNamedSender = wire.SenderId is not null;
        OtherSenderId = string.Equals(wire.SenderId, content?.SenderId, StringComparison.Ordinal) ? null : wire.SenderId;
        IsTrusted = wire.IsTrusted;
        PreviousId = wire.PreviousId is { } previous ? new StoredId(previous) : null;
        Unknown = wire.Unknown;
        _text = wire.EncodedEvent;
        _event = content;
        if (content is null)
            return;
        Bytes = encoded;
        KeyVersion = EncryptedText.KeyVersionOf(content);
        IsHidden = content.Kind == ChatEventKind.MessageTypingEvent;
    }

    /// <summary>The sequence id as X sent it: usually a snowflake, but it can be anything.</summary>
    public string Id { get; }

    /// <summary>When it happened; the Unix epoch where nothing says so.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>
    /// The version of the conversation's key that it is encrypted with; null if it is not encrypted, or cannot be read at all.
    /// </summary>
    public string? KeyVersion { get; }

    /// <summary>Whether it is not an event for users, such as that somebody is typing.</summary>
    public bool IsHidden { get; }

    /// <summary>The conversation from which it was read.</summary>
    public ChatConversation Conversation { get; }

    /// <summary>The sender: the signed one, otherwise the one that X names; null if nothing says so.</summary>
    public string? SenderId => Event?.SenderId ?? OtherSenderId;

    /// <summary>Whether X names a sender beside the event.</summary>
    public bool HasNamedSender { get; }

    /// <summary>The sender that X names beside the event, where it is not the signed one.</summary>
    public string? OtherSenderId { get; }

    /// <summary>Whether the signed sender is the one that X names beside the event, if it names one.</summary>
    public bool IsFromNamedSender => OtherSenderId is null;

    /// <summary>Whether X trusts the event; null if it does not say so.</summary>
    public bool? IsTrusted { get; }

    /// <summary>The event before this one according to X, which is not signed; null if it does not say so.</summary>
    public StoredId? PreviousId { get; }

    /// <summary>What else X says beside the event; null for nothing.</summary>
    public Dictionary<string, JsonElement>? Unknown { get; }

    /// <summary>The encoded event as X sent it, in base64; null if there was none.</summary>
    public string? Encoded => _text ?? (Bytes is null ? null : Convert.ToBase64String(Bytes));

    /// <summary>The encoded event; null if it is malformed.</summary>
    public byte[]? Bytes { get; }

    /// <summary>The event; null if it is malformed.</summary>
    public ChatEvent? Event => _event ?? (Bytes is null ? null : _event = ChatEvent.Read(Bytes));

    /// <summary>Whether it was found to be verified, see <see cref="ItemVerifier"/>; false also if it was not checked yet.</summary>
    public bool IsVerified { get; set; }

    /// <summary>The registered keys that its signature was found not to be of; null if it was not.</summary>
    public IReadOnlyList<RegisteredKey>? OtherKeys { get; set; }

    /// <summary>What it carries, see <see cref="ChatContents"/>; null if it was not decrypted, or could not be yet.</summary>
    public OpenedContents? Contents { get; set; }

    /// <summary>
    /// Whether its quote was found to be verified, see <see cref="QuoteVerifier"/>; false also if it was not checked yet.
    /// </summary>
    public bool IsQuoteVerified { get; set; }

    /// <summary>The messages that it edits or deletes, whose authors decide whether it may; null if that is not known yet.</summary>
    public IReadOnlyList<string>? ChangedIds { get; set; }

    /// <summary>For the change of a key: the result; null before that.</summary>
    public KeyChangeResult? KeyChange { get; set; }

    /// <summary>Reads the envelope of an event.</summary>
    /// <param name="wire">The event as X sent it.</param>
    /// <param name="conversation">The conversation from which it was read.</param>
    /// <returns>The event; null if it has no id, neither outside nor inside.</returns>
    public static ChatItem? Of(WireChatEvent wire, ChatConversation conversation)
    {
        var encoded = Base64Text.Decode(wire.EncodedEvent);
        var content = Read(encoded);
        var id = wire.IsIdentified ? wire.Id! : content?.SequenceId;
        if (string.IsNullOrWhiteSpace(id))
            return null;
        var time = ChatTime.OfMilliseconds(content?.CreatedAtMilliseconds) ?? wire.CreatedAt ?? Ids.TimeOf(id);
        return new(id, time, conversation, wire, encoded, content);
    }

    /// <summary>Reads an encoded event; null if it is malformed.</summary>
    public static ChatEvent? Read(string? encoded) => Read(Base64Text.Decode(encoded));

    /// <summary>
    /// Keeps only the bytes of the event, and what was found out about it: an event that waits for its turn among those of other
    /// conversations takes a fraction of the memory, and is read and decrypted again when it is due.
    /// </summary>
    public void Pack()
    {
        if (Bytes is null)
            return;
        if (_text?.Length == Base64.GetMaxEncodedToUtf8Length(Bytes.Length))
            _text = null;
        (_event, Contents) = (null, null);
    }

    private static ChatEvent? Read(byte[]? encoded)
    {
        try
        {
            return encoded is null ? null : ChatEvent.Read(encoded);
        }
        catch (MalformedThriftException)
        {
            return null;
        }
    }
}

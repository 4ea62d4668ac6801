using System.Buffers.Text;
using TwitterDm.Api;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.Chat;

/// <summary>An event of X Chat that was read but not decoded yet: only the envelope is known, not what is encrypted.</summary>
internal sealed class ChatItem
{
    private readonly byte[]? _encoded;
    private ChatEvent? _event;

    private ChatItem(string id, DateTimeOffset time, ChatConversation conversation, WireChatEvent wire, byte[]? encoded, ChatEvent? content)
    {
        Id = id;
        Time = time;
        Conversation = conversation;
        Wire = wire;
        _event = content;
        if (content is null)
            return;
        _encoded = encoded;
        KeyVersion = EncryptedText.KeyVersionOf(content);
        IsHidden = content.Kind == ChatEventKind.MessageTypingEvent;
    }

    /// <summary>The sequence id as X sent it: usually a snowflake, but it can be anything.</summary>
    public string Id { get; }

    /// <summary>When it happened; the Unix epoch where nothing says so.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The version of the conversation's key that it is encrypted with; null if it is not encrypted, or cannot be read at all.</summary>
    public string? KeyVersion { get; }

    /// <summary>Whether it is not an event for users, such as that somebody is typing.</summary>
    public bool IsHidden { get; }

    /// <summary>The conversation from which it was read.</summary>
    public ChatConversation Conversation { get; }

    /// <summary>The event as X sent it.</summary>
    public WireChatEvent Wire { get; }

    /// <summary>The encoded event as X sent it, in base64; null if there was none.</summary>
    public string? Encoded => Wire.EncodedEvent ?? (_encoded is null ? null : Convert.ToBase64String(_encoded));

    /// <summary>The encoded event; null if it is malformed.</summary>
    public ChatEvent? Event => _event ?? (_encoded is null ? null : _event = ChatEvent.Read(_encoded));

    /// <summary>Whether the signed sender is the one that X names beside the event.</summary>
    public bool IsFromNamedSender => Wire.SenderId is null || string.Equals(Wire.SenderId, Event?.SenderId, StringComparison.Ordinal);

    /// <summary>Whether it was found to be verified, see <see cref="ItemVerifier"/>; false also if it was not checked yet.</summary>
    public bool IsVerified { get; set; }

    /// <summary>The registered keys that its signature was found not to be of; null if it was not.</summary>
    public IReadOnlyList<RegisteredKey>? OtherKeys { get; set; }

    /// <summary>What it carries, see <see cref="ChatContents"/>; null if it was not decrypted, or could not be yet.</summary>
    public OpenedContents? Contents { get; set; }

    /// <summary>Whether its quote was found to be verified, see <see cref="QuoteVerifier"/>; false also if it was not checked yet.</summary>
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
    /// Keeps only the bytes of the event, and what was found out about it: an event that waits for its turn among those of other conversations takes a tenth
    /// of the memory, and is read and decrypted again when it is due.
    /// </summary>
    public void Pack()
    {
        if (_encoded is null)
            return;
        if (Wire.EncodedEvent?.Length == Base64.GetMaxEncodedToUtf8Length(_encoded.Length))
            Wire.EncodedEvent = null;
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

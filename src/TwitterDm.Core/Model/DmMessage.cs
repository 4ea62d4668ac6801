using TwitterDm.Text;

namespace TwitterDm;

/// <summary>A message that was sent.</summary>
public sealed class DmMessage
{
    /// <summary>
    /// The id of the message's event, the same as in a listing (in X Chat, the sequence id); null if its delivery could not be confirmed.
    /// </summary>
    public string? EventId { get; init; }

    /// <summary>
    /// X Chat: the id that this library gave the message and signed, which stays the same however often it is delivered; otherwise null.
    /// </summary>
    public string? MessageId { get; init; }

    /// <summary>Where it was sent, a name of <see cref="DmSource"/>: as a classic Direct Message, or by X Chat.</summary>
    public string Source { get; init; } = nameof(DmSource.Classic);

    /// <summary>The conversation: two user ids with a hyphen; for a group one number, in X Chat with a <c>g</c> before it.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The recipient, with the name if it is known; null for a message into a conversation or a new group.</summary>
    public DmUser? Recipient { get; init; }

    /// <summary>
    /// When X accepted it, in local time, according to its id; if its delivery could not be confirmed, when its request started.
    /// </summary>
    public DateTime SentAt => SentAtUtc.LocalDateTime;

    /// <summary><see cref="SentAt"/> as text, such as <c>2026-11-26T11:50:48.123Z</c>: in UTC and the same on every machine.</summary>
    public string Timestamp => TimestampText.Of(SentAtUtc);

    internal DateTimeOffset SentAtUtc { get; init; }

    /// <summary>The text as it was given: X may shorten the links in it. Null if only an attachment was sent.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// The media id of the attachment; null without one. It is not named <c>MediaId</c>: a message that is piped on, to reply to it, must
    /// not pass its attachment on by property name.
    /// </summary>
    public string? AttachmentId { get; init; }

    /// <summary>X Chat: the id of the message that an edit or a reaction is about; null for a message.</summary>
    public string? TargetId { get; init; }

    /// <summary>X Chat: the emoji of a reaction that was added or removed; otherwise null.</summary>
    public string? Reaction { get; init; }

    /// <summary>X Chat: whether a reaction was removed, and not added.</summary>
    public bool IsRemoval { get; init; }

    /// <summary>Its id and where it was sent, never the text.</summary>
    public override string ToString()
        => $"{(TargetId is null ? "message" : Reaction is null ? "edit" : "reaction")} {EventId ?? "with unconfirmed delivery"} to {Recipient?.ToString() ?? ConversationId}";
}

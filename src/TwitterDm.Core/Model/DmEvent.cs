namespace TwitterDm;

/// <summary>
/// One event of a Direct Message conversation: a message, a join or a leave. All kinds have the same properties, so that a mixed
/// list exports to CSV without losing a column.
/// </summary>
public sealed class DmEvent
{
    /// <summary>The event's id: a 64-bit number, kept as a string; the same in API v1.1, v2 and the app.</summary>
    public required string Id { get; init; }

    /// <summary>The kind of event; <see cref="DmEventType.Unknown"/> for one that this version does not know.</summary>
    public DmEventType EventType { get; init; }

    /// <summary>The API's own word for the kind of event.</summary>
    public string? EventTypeName { get; init; }

    /// <summary>When it happened; read from the id where the API did not send a valid time.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The conversation's id: two user ids with a hyphen, or one number for a group.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Whether the conversation has two participants or is a group; null if the conversation is unknown.</summary>
    public DmConversationType? ConversationType { get; init; }

    /// <summary>The direction, from the point of view of the signed-in account; a leave counts as sent by the user who left.</summary>
    public DmDirection Direction { get; init; }

    /// <summary>The id of the user who sent it, or who added a participant; null for a leave.</summary>
    public string? SenderId { get; init; }

    /// <summary>The sender's name without the <c>@</c>, or null where only the id is known.</summary>
    public string? SenderUsername => Sender?.Username;

    /// <summary>The sender; null for a leave.</summary>
    public DmUser? Sender { get; init; }

    /// <summary>The text as received; null where there is none. It is untrusted input, and can contain control characters.</summary>
    public string? Text { get; init; }

    /// <summary>The URLs in the text, expanded rather than shortened.</summary>
    public DmList<string> Urls { get; init; } = DmList<string>.Empty;

    /// <summary>The attachments.</summary>
    public DmList<DmMedia> Media { get; init; } = DmList<DmMedia>.Empty;

    /// <summary>The ids of the participants: both in a one-to-one conversation; in a group, those who joined or left.</summary>
    public DmList<string> ParticipantIds { get; init; } = DmList<string>.Empty;

    /// <summary>The participants as users, with their names where they are known.</summary>
    public DmList<DmUser> Participants { get; init; } = DmList<DmUser>.Empty;

    /// <summary>The ids of the posts that the message refers to.</summary>
    public DmList<string> ReferencedPostIds { get; init; } = DmList<string>.Empty;

    /// <summary>Other fields that the API sent about the event, under its own names, including the posts that the message refers to.</summary>
    public DmAdditionalProperties AdditionalProperties { get; init; } = DmAdditionalProperties.Empty;

    /// <summary>Whether the time is known: the API may have sent none, and an id that contains none.</summary>
    internal bool HasTime => CreatedAt != DateTimeOffset.UnixEpoch;

    /// <summary>The kind of event and its id, never the text.</summary>
    public override string ToString() => $"{EventTypeName ?? EventType.ToString()} {Id}";

    /// <summary>A copy whose texts are safe for terminals and spreadsheets.</summary>
    /// <returns>The copy.</returns>
    public DmEvent WithSafeText() => new()
    {
        Id = Id,
        EventType = EventType,
        EventTypeName = EventTypeName,
        CreatedAt = CreatedAt,
        ConversationId = ConversationId,
        ConversationType = ConversationType,
        Direction = Direction,
        SenderId = SenderId,
        Sender = Sender,
        Text = Text is null ? null : TwitterDm.Text.SpreadsheetText.Of(Text),
        Urls = new(Urls.Select(TwitterDm.Text.SpreadsheetText.Of)),
        Media = Media,
        ParticipantIds = ParticipantIds,
        Participants = Participants,
        ReferencedPostIds = ReferencedPostIds,
        AdditionalProperties = AdditionalProperties,
    };
}

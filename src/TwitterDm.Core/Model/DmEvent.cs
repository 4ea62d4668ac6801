using System.Diagnostics.CodeAnalysis;
using TwitterDm.Text;

namespace TwitterDm;

/// <summary>
/// One event of a Direct Message conversation: a message, a join, a leave, and in X Chat also edits, deletions, reactions and changes. All
/// kinds have the same properties, so that a mixed list exports to CSV without losing a column.
/// </summary>
public sealed class DmEvent
{
    /// <summary>Creates an event.</summary>
    public DmEvent()
    {
    }

    /// <summary>A copy, of which an object initializer changes something.</summary>
    [SetsRequiredMembers]
    internal DmEvent(DmEvent original)
    {
        (Id, EventType, EventTypeName, CreatedAtUtc, Source) = (
            original.Id,
            original.EventType,
            original.EventTypeName,
            original.CreatedAtUtc,
            original.Source);
        (ConversationId, ConversationType, ConversationName) = (
            original.ConversationId,
            original.ConversationType,
            original.ConversationName);
        (Direction, SenderId, Sender, Text, Urls, Media) = (
            original.Direction,
            original.SenderId,
            original.Sender,
            original.Text,
            original.Urls,
            original.Media);
        (ParticipantIds, Participants, ReferencedPostIds) = (original.ParticipantIds, original.Participants, original.ReferencedPostIds);
        (ReplyToId, TargetId, Reaction, MessageId, Quote) = (
            original.ReplyToId,
            original.TargetId,
            original.Reaction,
            original.MessageId,
            original.Quote);
        (IsVerified, IsUnsigned, ImportedFrom, ContentState) = (
            original.IsVerified,
            original.IsUnsigned,
            original.ImportedFrom,
            original.ContentState);
        (AdditionalProperties, KeyVersion, IsCopy) = (original.AdditionalProperties, original.KeyVersion, original.IsCopy);
    }

    /// <summary>
    /// The event's id: a 64-bit number, kept as a string; the same in API v1.1, v2 and the app. In X Chat, the sequence id that X assigned
    /// to it.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The kind of event, a name of <see cref="DmEventType"/>; <c>Unknown</c> for one that this version does not know.</summary>
    public string EventType { get; init; } = nameof(DmEventType.Unknown);

    /// <summary>The API's own word for the kind of event.</summary>
    public string? EventTypeName { get; init; }

    /// <summary>When it happened, in local time; read from the id where the API did not send a valid time.</summary>
    public DateTime CreatedAt => CreatedAtUtc.LocalDateTime;

    /// <summary>
    /// <see cref="CreatedAt"/> as text, such as <c>2026-11-26T11:50:48.123Z</c>: in UTC and the same on every machine, for files and for
    /// sorting.
    /// </summary>
    public string Timestamp => TimestampText.Of(CreatedAtUtc);

    internal DateTimeOffset CreatedAtUtc { get; init; }

    /// <summary>Where it was read, a name of <see cref="DmSource"/>.</summary>
    public string Source { get; init; } = nameof(DmSource.Classic);

    /// <summary>The conversation's id: two user ids with a hyphen; for a group one number, in X Chat with a <c>g</c> before it.</summary>
    public string? ConversationId { get; init; }

    /// <summary>
    /// Whether the conversation has two participants or is a group, a name of <see cref="DmConversationType"/>; null if the conversation is
    /// unknown.
    /// </summary>
    public string? ConversationType { get; init; }

    /// <summary>The name of the group, where it is known and can be read (untrusted input).</summary>
    public string? ConversationName { get; init; }

    /// <summary>
    /// The direction from the point of view of the signed-in account, a name of <see cref="DmDirection"/>; a leave counts as sent by the
    /// user who left.
    /// </summary>
    public string Direction { get; init; } = nameof(DmDirection.Incoming);

    /// <summary>The id of the user who sent it, or who added a participant; null for a leave.</summary>
    public string? SenderId { get; init; }

    /// <summary>The sender's name without the <c>@</c>, or null where only the id is known.</summary>
    public string? SenderUsername => Sender?.Username;

    /// <summary>The sender; null for a leave.</summary>
    public DmUser? Sender { get; init; }

    /// <summary>
    /// The text as received; null where there is none, or where it could not be read (see <see cref="ContentState"/>). For an edit, the new
    /// text. It is untrusted input, and can contain control characters.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>The URLs in the text, expanded rather than shortened.</summary>
    public DmList<string> Urls { get; init; } = DmList<string>.Empty;

    /// <summary>The attachments.</summary>
    public DmList<DmMedia> Media { get; init => field = AddOwner(value); } = DmList<DmMedia>.Empty;

    /// <summary>
    /// The ids of the participants: both in a one-to-one conversation; in a group, those who joined or left, the first members, or those
    /// who became or no longer are admins.
    /// </summary>
    public DmList<string> ParticipantIds { get; init; } = DmList<string>.Empty;

    /// <summary>The participants as users, with their names where they are known.</summary>
    public DmList<DmUser> Participants { get; init; } = DmList<DmUser>.Empty;

    /// <summary>The ids of the posts that the message refers to.</summary>
    public DmList<string> ReferencedPostIds { get; init; } = DmList<string>.Empty;

    /// <summary>The id of the message that this one replies to; null if it is not a reply.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>The id of the message that an edit, a deletion or a reaction is about; null for other events.</summary>
    public string? TargetId { get; init; }

    /// <summary>The emoji of a reaction; null for other events.</summary>
    public string? Reaction { get; init; }

    /// <summary>
    /// X Chat: the id that the sender gave the event and signed, which stays the same if the event is delivered again; otherwise null.
    /// </summary>
    public string? MessageId { get; init; }

    /// <summary>What a reply quotes; null without a quote.</summary>
    public DmQuote? Quote { get; init; }

    /// <summary>
    /// X Chat: true if the signature is valid and was made with a key that X has registered for the sender; false if the event can be read
    /// but its origin is not proven. Null where there is nothing to verify: in classic messages and archives, and where the content could
    /// not be read.
    /// </summary>
    public bool? IsVerified { get; internal set; }

    /// <summary>The path of the transcript from which the event was imported; null for an event that was not imported.</summary>
    public string? ImportedFrom { get; init; }

    /// <summary>Whether the text could be read, a name of <see cref="DmContentState"/>.</summary>
    public string ContentState { get; init; } = nameof(DmContentState.Readable);

    /// <summary>
    /// Other fields that the API sent about the event, under its own names, including the posts that the message refers to.
    /// </summary>
    public DmAdditionalProperties AdditionalProperties { get; init; } = DmAdditionalProperties.Empty;

    /// <summary>Whether the time is known: the API may have sent none, and an id that contains none.</summary>
    internal bool HasTime => CreatedAtUtc != DateTimeOffset.UnixEpoch;

    /// <summary>Whether it was made of a copy that has its properties: of Clixml, a job, JSON or CSV.</summary>
    internal bool IsCopy { get; init; }

    /// <summary>
    /// Whether it comes from where it could have been edited: then it is not proven what it says, and its paths can be any.
    /// </summary>
    internal bool MayBeEdited => IsCopy || ImportedFrom is not null;

    internal bool IsOutgoing => string.Equals(Direction, nameof(DmDirection.Outgoing), StringComparison.Ordinal);

    internal bool IsOf(DmSource source) => string.Equals(Source, source.ToString(), StringComparison.Ordinal);

    internal bool IsInGroup => string.Equals(ConversationType, nameof(DmConversationType.Group), StringComparison.Ordinal);

    internal bool IsReadable => string.Equals(ContentState, nameof(DmContentState.Readable), StringComparison.Ordinal);

    internal bool Is(DmEventType type) => string.Equals(EventType, type.ToString(), StringComparison.Ordinal);

    /// <summary>
    /// X Chat: whether nobody signs such an event: a message without encryption, as automated accounts send it, or one of X's own events.
    /// </summary>
    internal bool IsUnsigned { get; init; }

    /// <summary>
    /// X Chat: the version of the conversation's key that it was encrypted with; null if it was not, or if that is no longer known.
    /// </summary>
    internal string? KeyVersion { get; init; }

    private DmList<DmMedia> AddOwner(DmList<DmMedia> attachments)
    {
        for (var index = 0; index < attachments.Count; index++)
            attachments[index].Event ??= this;
        return attachments;
    }

    /// <summary>The same event, whose origin is not proven.</summary>
    internal DmEvent AsUnverified()
    {
        var copy = (DmEvent)MemberwiseClone();
        copy.IsVerified = false;
        return copy;
    }

    /// <summary>The same event with other attachments, such as those that have a file now.</summary>
    /// <param name="attachments">The attachments.</param>
    /// <returns>The copy.</returns>
    public DmEvent WithMedia(IEnumerable<DmMedia> attachments) => new(this) { Media = new(attachments) };

    /// <summary>The kind of event and its id, never the text.</summary>
    public override string ToString()
        => $"{VisibleText.Of(Is(DmEventType.Unknown) ? EventTypeName ?? EventType : EventType)} {VisibleText.Of(Id)}";

    /// <summary>A copy whose texts are safe for terminals and spreadsheets, whichever property becomes a cell.</summary>
    /// <returns>The copy.</returns>
    public DmEvent WithSafeText() => new()
    {
        Id = SpreadsheetText.Of(Id),
        EventType = EventType,
        EventTypeName = SpreadsheetText.Of(EventTypeName),
        CreatedAtUtc = CreatedAtUtc,
        Source = Source,
        ConversationId = SpreadsheetText.Of(ConversationId),
        ConversationType = ConversationType,
        ConversationName = SpreadsheetText.Of(ConversationName),
        Direction = Direction,
        SenderId = SpreadsheetText.Of(SenderId),
        Sender = Sender?.WithSafeText(),
        Text = SpreadsheetText.Of(Text),
        Urls = new(Urls.Select(item => SpreadsheetText.Of(item))),
        Media = new(Media.Select(media => media.WithSafeText())),
        ParticipantIds = new(ParticipantIds.Select(item => SpreadsheetText.Of(item))),
        Participants = new(Participants.Select(user => user.WithSafeText())),
        ReferencedPostIds = new(ReferencedPostIds.Select(item => SpreadsheetText.Of(item))),
        ReplyToId = SpreadsheetText.Of(ReplyToId),
        TargetId = SpreadsheetText.Of(TargetId),
        Reaction = SpreadsheetText.Of(Reaction),
        MessageId = SpreadsheetText.Of(MessageId),
        Quote = Quote?.WithSafeText(),
        IsVerified = IsVerified,
        ImportedFrom = SpreadsheetText.Of(ImportedFrom),
        ContentState = ContentState,
        AdditionalProperties = AdditionalProperties.WithSafeText(),
        KeyVersion = KeyVersion,
        IsCopy = IsCopy,
    };
}

using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm;

/// <summary>
/// Identifies an event by an id, an event of a listing, or a message that was sent. Any value is accepted at first; an invalid one is
/// reported when it is used, so that one bad item among many does not stop the others.
/// </summary>
public sealed class DmEventReference
{
    private const int MaxPreview = 40;

    private readonly DmErrorReason _reason;

    /// <summary>A reference from an id.</summary>
    /// <param name="id">The id; white space around it is ignored.</param>
    public DmEventReference(string id)
    {
        Id = (id ?? string.Empty).Trim();
        Description = VisibleText.Of(Id, 60);
    }

    /// <summary>A reference from an id that was typed as a number.</summary>
    /// <param name="id">The id.</param>
    public DmEventReference(long id)
        : this(id.ToString(CultureInfo.InvariantCulture))
    {
    }

    /// <summary>A reference from an id and the conversation of the event, as X Chat needs it.</summary>
    /// <param name="id">The id; white space around it is ignored.</param>
    /// <param name="conversationId">The conversation.</param>
    public DmEventReference(string id, string? conversationId)
        : this(id)
        => ConversationId = conversationId;

    /// <summary>
    /// A reference to an event that was listed. An edit, a reaction or a deletion of X Chat stands for the message that it is about.
    /// </summary>
    /// <param name="item">The event.</param>
    public DmEventReference(DmEvent item)
    {
        ArgumentNullException.ThrowIfNull(item);
        ConversationId = item.ConversationId;
        Source = item.Source;
        Reaction = item.Reaction;
        EventType = item.EventType;
        IsMalformed = string.Equals(item.ContentState, nameof(DmContentState.Malformed), StringComparison.Ordinal);
        // Only the sender of a message can edit it; who reacts to it, or deletes it, can be somebody else.
        SenderId = item.TargetId is null || item.Is(DmEventType.MessageEdit) ? item.SenderId : null;
        if (item.TargetId is { Length: > 0 } target)
        {
            Id = target;
            Description = $"the target of {item}: event {VisibleText.Of(target, 60)}";
            return;
        }

        Id = item.Id;
        var from = item.Sender is { } sender ? $" from {sender}" : string.Empty;
        Description = $"{item}{from}, {TimestampText.Local(item.CreatedAtUtc)}";
        Preview = Beginning(item.Text);
    }

    /// <summary>A reference to a message that was sent. An edit or a reaction of X Chat stands for the message that it is about.</summary>
    /// <param name="message">The message.</param>
    public DmEventReference(DmMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        ConversationId = message.ConversationId;
        Source = message.Source;
        Reaction = message.Reaction;
        if (message.TargetId is { Length: > 0 } target)
        {
            Id = target;
            Description = $"the target of {message}: event {VisibleText.Of(target, 60)}";
            return;
        }

        Id = message.EventId ?? string.Empty;
        Description = message.ToString();
        Preview = Beginning(message.Text);
    }

    private DmEventReference(string value, DmErrorReason reason)
        : this(value)
        => _reason = reason;

    private DmEventReference(DmEventReference original)
    {
        (Id, Description, Preview, _reason) = (original.Id, original.Description, original.Preview, original._reason);
        (ConversationId, Source, SenderId, Reaction) = (original.ConversationId, original.Source, original.SenderId, original.Reaction);
        (EventType, IsMalformed) = (original.EventType, original.IsMalformed);
    }

    /// <summary>The event's id.</summary>
    public string Id { get; }

    /// <summary>Which event it is, as far as it is known, in one line, without its text.</summary>
    public string Description { get; private init; }

    /// <summary>The event's conversation, which X Chat needs beside the id; null where it is not known.</summary>
    public string? ConversationId { get; private init; }

    /// <summary>Where the event was read, a name of <see cref="DmSource"/>; null where that is not known.</summary>
    public string? Source { get; private init; }

    /// <summary>Who sent the event; null where that is not known.</summary>
    public string? SenderId { get; private init; }

    /// <summary>The emoji, if the reference comes from a reaction; otherwise null.</summary>
    public string? Reaction { get; private init; }

    /// <summary>What kind of event it is, a name of <see cref="DmEventType"/>; null where that is not known.</summary>
    public string? EventType { get; private init; }

    // A reaction or an edit is about a message, for which the reference then stands.
    internal bool IsMessage
        => !IsMalformed
        && EventType
            is null
                or nameof(DmEventType.Unknown)
                or nameof(DmEventType.MessageCreate)
                or nameof(DmEventType.MessageEdit)
                or nameof(DmEventType.ReactionAdd)
                or nameof(DmEventType.ReactionRemove);

    internal bool IsMalformed { get; private init; }

    private string Preview { get; init; } = string.Empty;

    /// <summary>A reference from a value that must not be read as an event's id, although its text could be.</summary>
    /// <param name="value">The value, for the error.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <returns>A reference that is reported as an error when it is used.</returns>
    public static DmEventReference Invalid(string value, DmErrorReason reason) => new(value ?? string.Empty, reason);

    /// <summary>The same event, of a conversation.</summary>
    /// <param name="conversationId">The conversation; null or empty for the one that is known.</param>
    /// <returns>The reference.</returns>
    public DmEventReference In(string? conversationId)
        => string.IsNullOrWhiteSpace(conversationId) ? this : new(this) { ConversationId = conversationId.Trim() };

    /// <summary>The same event, with what is known about it, such as from a row of a file.</summary>
    /// <param name="conversationId">Its conversation; null where that is not known.</param>
    /// <param name="source">Where it was read; null where that is not known.</param>
    /// <param name="senderId">Who sent it; null where that is not known.</param>
    /// <param name="reaction">The emoji of a reaction; null for another event.</param>
    /// <returns>The reference.</returns>
    public DmEventReference WithDetails(string? conversationId, string? source, string? senderId, string? reaction)
        => new(this) { ConversationId = conversationId, Source = source, SenderId = senderId, Reaction = reaction };

    /// <summary>The same event, of a kind.</summary>
    /// <param name="eventType">A name of <see cref="DmEventType"/>; null where that is not known.</param>
    /// <returns>The reference.</returns>
    public DmEventReference OfType(string? eventType) => new(this) { EventType = eventType };

    // What the reference says itself is left as it is.
    internal DmEventReference With(KnownEvent known, string? conversationId, DmUser? sender)
    {
        var author = sender?.ToString() ?? (known.SenderId is { } id ? $"user {id}" : null);
        var isAuthorShown = author is null || Description.Contains($" from {author}", StringComparison.Ordinal);
        return new(this)
        {
            ConversationId = ConversationId ?? conversationId,
            Source = Source ?? known.Source,
            SenderId = SenderId ?? known.SenderId,
            EventType = EventType ?? known.EventType,
            IsMalformed = IsMalformed || known.IsMalformed,
            Description = isAuthorShown
                ? Description
                : $"{(string.Equals(Description, Id, StringComparison.Ordinal) ? "event " : string.Empty)}{Description} from {author}",
            Preview = Preview.Length > 0 ? Preview : Beginning(known.Text),
        };
    }

    internal DmEventReference StandingFor(string target, KnownEvent known) => new(target)
    {
        ConversationId = ConversationId,
        Source = Source,
        Reaction = Reaction,
        EventType = known.EventType,
        Description = $"the target of event {this}: event {VisibleText.Of(target, 60)}",
    };

    /// <summary>The event's id.</summary>
    public override string ToString() => VisibleText.Of(Id, 60);

    /// <summary>The beginning of its text, for a confirmation. A method, so that printing the object does not show the text.</summary>
    /// <returns>A colon and the beginning; empty where the text is unknown.</returns>
    public string GetPreview() => Preview;

    /// <summary>Throws if the id is not valid.</summary>
    /// <returns>The id.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: names the id.</exception>
    public string CheckedId()
        => _reason switch
        {
            DmErrorReason.None => Ids.CheckEventId(Id, "event id"),
            DmErrorReason.SingleCharacter => throw DmException.BadInput($"'{this}' is a single character, not an event id.", _reason, Id),
            DmErrorReason.InexactNumber => throw DmException.BadInput(
                $"The number {this} is not an event id: it has a fraction, or is too large to be exact.",
                _reason,
                Id),
            _ => throw DmException.BadInput($"'{this}' is not an event.", _reason, Id),
        };

    private static string Beginning(string? text) => string.IsNullOrEmpty(text) ? string.Empty : ": " + VisibleText.Of(text, MaxPreview);
}

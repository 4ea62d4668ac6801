using TwitterDm.Session;

namespace TwitterDm.Output;

/// <content>Events.</content>
public static partial class Display
{
    // Enough to recognize a message in a table's cell.
    private const int MaxTarget = 24;

    /// <summary>An arrow for the direction of an event.</summary>
    /// <param name="item">The event.</param>
    public static string Arrow(object? item) => IsOutgoing(item) ? "->" : "<-";

    /// <summary>The user who sent an event, or the users who left.</summary>
    /// <param name="item">The event.</param>
    public static string Sender(object? item) => Properties.Text(item, nameof(DmEvent.Sender)) switch
    {
        { Length: > 0 } sender => sender,
        _ when Properties.Text(item, nameof(DmEvent.SenderId)) is { Length: > 0 } id => id,
        _ => Properties.Text(item, nameof(DmEvent.Participants)),
    };

    /// <summary>The conversation of an event: the other user, or the group.</summary>
    /// <param name="item">The event.</param>
    public static string With(object? item)
    {
        if (IsInGroup(item))
        {
            return ConversationText.GroupName(Properties.Text(item, nameof(DmEvent.ConversationName)))
                ?? Properties.Text(item, nameof(DmEvent.ConversationId));
        }

        return IsOutgoing(item) && OtherParticipant(item) is { } recipient ? recipient : Sender(item);
    }

    /// <summary>
    /// What happened, on one line: the text with a mark for each attachment, or who joined or left; in a group with the sender.
    /// </summary>
    /// <param name="item">The event.</param>
    /// <param name="style"><c>$PSStyle</c>, for colored marks; null for plain text.</param>
    public static string Summary(object? item, object? style = null)
        => (IsInGroup(item) && !IsOutgoing(item) && !IsAboutPeople(item) ? Sender(item) + ": " : string.Empty) + Content(item, style);

    /// <summary>The same without the sender.</summary>
    /// <param name="item">The event.</param>
    /// <param name="style"><c>$PSStyle</c>, for colored marks; null for plain text.</param>
    public static string Content(object? item, object? style = null)
        => (Properties.Value(item, nameof(DmEvent.IsVerified)) is false ? MarkStyle.Warning(style, "[unverified]") + " " : string.Empty)
        + (Unreadable(item, style) ?? Readable(item));

    /// <summary>
    /// Whether the origin of an event is proven. A transcript's file can have been edited, so an imported event never claims more than it
    /// said when it was exported.
    /// </summary>
    /// <param name="item">The event.</param>
    public static string Verified(object? item)
        => Properties.Value(item, nameof(DmEvent.IsVerified)) is true && Properties.Value(item, nameof(DmEvent.ImportedFrom)) is not null
            ? "verified when exported"
            : Properties.Text(item, nameof(DmEvent.IsVerified));

    /// <summary>What a conversation is about: its name, or its participants.</summary>
    /// <param name="conversation">The conversation.</param>
    public static string Members(object? conversation)
        => ConversationText.GroupName(Properties.Text(conversation, nameof(DmConversation.Name)))
        ?? Properties.Text(conversation, nameof(DmConversation.Participants));

    /// <summary>The time of a conversation: of its last event, or when it was last updated.</summary>
    /// <param name="conversation">The conversation.</param>
    public static string Updated(object? conversation)
        => LocalTime(
            (
                Properties.Value(conversation, nameof(DmConversation.LastEventAt))
                ?? Properties.Value(conversation, nameof(DmConversation.UpdatedAt))
            ) as DateTime?);

    private static string? Unreadable(object? item, object? style)
        => Properties.Value(item, nameof(DmEvent.ContentState))?.ToString() switch
        {
            nameof(DmContentState.NoKey) => MarkStyle.Warning(style, "[no key]"),
            nameof(DmContentState.Undecryptable) => MarkStyle.Error(style, "[cannot be decrypted]"),
            nameof(DmContentState.Malformed) => MarkStyle.Error(style, "[malformed]"),
            _ => null,
        };

    private static string Readable(object? item)
    {
        var text = Properties.Text(item, nameof(DmEvent.Text));
        return Properties.Value(item, nameof(DmEvent.EventType))?.ToString() switch
        {
            nameof(DmEventType.ParticipantsJoin) => $"[joined] {Properties.Text(item, nameof(DmEvent.Participants))}",
            nameof(DmEventType.ParticipantsLeave) => $"[left] {Properties.Text(item, nameof(DmEvent.Participants))}",
            nameof(DmEventType.MessageEdit) => $"[edit of {Target(item)}] {text}".TrimEnd(),
            nameof(DmEventType.MessageDelete) => $"[deleted {Target(item)}]",
            nameof(DmEventType.ReactionAdd) => $"[{Reaction(item)} to {Target(item)}]",
            nameof(DmEventType.ReactionRemove) => $"[removed {Reaction(item)} from {Target(item)}]",
            nameof(DmEventType.ReadReceipt) => $"[{Properties.Text(item, nameof(DmEvent.EventTypeName))}]",
            nameof(DmEventType.KeyChange) => "[key changed]",
            nameof(DmEventType.ConversationChange) => $"[{ChangeText.WordOf(item)}] {ChangeText.Of(item)}".TrimEnd(),
            nameof(DmEventType.Unknown) => $"[{Properties.Text(item, nameof(DmEvent.EventTypeName))}] {text}".TrimEnd(),
            _ => (Reply(item) + Marks(item) + text).TrimEnd(),
        };
    }

    // What a sent edit or reaction is about.
    private static string Change(object? message) => Id(message, nameof(DmEvent.TargetId)) is null ? string.Empty
        : Id(message, nameof(DmEvent.Reaction)) is null ? $"[edit of {Target(message)}] "
        : Properties.Value(message, nameof(DmMessage.IsRemoval)) is true ? $"[removed {Reaction(message)} from {Target(message)}]"
        : $"[{Reaction(message)} to {Target(message)}]";

    private static string Reaction(object? item)
        => Properties.Text(item, nameof(DmEvent.Reaction)) is { Length: > 0 } reaction ? reaction : "reaction";

    private static string Target(object? item)
        => Quoted(SeenText(item, nameof(DmEvent.TargetId))) ?? Id(item, nameof(DmEvent.TargetId)) ?? "a message";

    /// <summary>What a reply quotes, and whether that is proven.</summary>
    /// <param name="quote">The quote.</param>
    public static string Quote(object? quote) => Properties.Text(quote) + Properties.Value(quote, nameof(DmQuote.IsVerified)) switch
    {
        true => string.Empty,
        false => " [unverified]",
        _ => " [unproven]",
    };

    // The quote is what the reply claims; a quote that does not agree with the original is marked, and so is one without an original.
    private static string Reply(object? item)
    {
        var quote = Properties.Value(item, nameof(DmEvent.Quote));
        var claimed = Quoted(Properties.Text(quote, nameof(DmQuote.Text)));
        var quoted = claimed ?? Quoted(SeenText(item, nameof(DmEvent.ReplyToId))) ?? Id(item, nameof(DmEvent.ReplyToId));
        if (quoted is null)
            return string.Empty;
        return Properties.Value(quote, nameof(DmQuote.IsVerified)) switch
        {
            false => $"[reply to unverified {quoted}] ",
            null when claimed is not null => $"[reply to unproven {quoted}] ",
            _ => $"[reply to {quoted}] ",
        };
    }

    private static string? Quoted(string text)
        => text.Length == 0 ? null : text.Length > MaxTarget ? $"\"{CutOff(text, MaxTarget).TrimEnd()}…\"" : $"\"{text}\"";

    // Not in the middle of an emoji.
    private static string CutOff(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];

    private static string? Id(object? item, string property) => Properties.Text(item, property) is { Length: > 0 } id ? id : null;

    // Known if a connection of this session has read the message.
    private static string SeenText(object? item, string property)
    {
        if (Id(item, property) is not { } id)
            return string.Empty;
        var conversation = Properties.Value(item, nameof(DmEvent.ConversationId))?.ToString();
        return Properties.Text(
            RunspaceConnections
                .Current.Open.Select(connection => connection.FindText(conversation, id))
                .FirstOrDefault(text => text is not null));
    }

    private static bool IsOutgoing(object? item) => Properties.Is(item, nameof(DmEvent.Direction), nameof(DmDirection.Outgoing));

    private static bool IsInGroup(object? item) => Properties.Is(item, nameof(DmEvent.ConversationType), nameof(DmConversationType.Group));

    private static bool IsAboutPeople(object? item)
        => Properties.Is(item, nameof(DmEvent.EventType), nameof(DmEventType.ParticipantsJoin))
        || Properties.Is(item, nameof(DmEvent.EventType), nameof(DmEventType.ParticipantsLeave));

    // The event itself does not say who is signed in; an outgoing event was sent by that account.
    private static string? OtherParticipant(object? item)
    {
        var own = Properties.Value(item, nameof(DmEvent.SenderId))?.ToString();
        var others = Properties.Items(item, nameof(DmEvent.Participants))
            .Where(user => !string.Equals(Properties.Value(user, nameof(DmUser.Id))?.ToString(), own, StringComparison.Ordinal));
        return others.FirstOrDefault() is { } other ? Properties.Text(other) : null;
    }

    private static string Marks(object? item)
        => string.Concat(
            Properties
                .Items(item, nameof(DmEvent.Media))
                .Select(media => $"[{(Properties.Text(media, nameof(DmMedia.Type)) is { Length: > 0 } type ? type : "media")}] "))
        + (Properties.Items(item, nameof(DmEvent.ReferencedPostIds)).Any() ? "[post] " : string.Empty)
        + AttachmentText.Of(item);
}

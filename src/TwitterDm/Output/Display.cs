using System.Globalization;
using TwitterDm.Session;
using TwitterDm.Text;

namespace TwitterDm.Output;

/// <summary>Texts for the views, each on one line, with control characters made visible.</summary>
public static class Display
{
    // Wider than any window: a table truncates at the width of the window, so the rest of a long text is not needed.
    private const int MaxText = 1000;

    /// <summary>Untrusted text, for a table's cell or a list's line.</summary>
    /// <param name="value">The text as received, or a value whose string form is such a text.</param>
    public static string Text(object? value) => VisibleText.Of(value?.ToString(), MaxText);

    /// <summary>A time in the time zone of this machine.</summary>
    /// <param name="time">The time.</param>
    public static string LocalTime(DateTimeOffset? time)
        => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>An endpoint, and how many others share its window.</summary>
    /// <param name="limit">The window.</param>
    public static string Endpoint(DmRateLimit limit) => limit switch
    {
        null => string.Empty,
        { SharedWith.Count: > 0 } => $"{limit.Endpoint} (shared with {limit.SharedWith.Count})",
        _ => limit.Endpoint,
    };

    /// <summary>An arrow for the direction of an event.</summary>
    /// <param name="item">The event.</param>
    public static string Arrow(DmEvent item) => item?.Direction == DmDirection.Outgoing ? "->" : "<-";

    /// <summary>The user who sent an event, or the users who left.</summary>
    /// <param name="item">The event.</param>
    public static string Sender(DmEvent item) => item switch
    {
        null => string.Empty,
        { Sender: { } sender } => sender.ToString(),
        _ => Text(item.Participants),
    };

    /// <summary>What happened, on one line: the text with a mark for each attachment, or who joined or left.</summary>
    /// <param name="item">The event.</param>
    public static string Summary(DmEvent item) => item switch
    {
        null => string.Empty,
        { EventType: DmEventType.ParticipantsJoin } => $"[joined] {Text(item.Participants)}",
        { EventType: DmEventType.ParticipantsLeave } => $"[left] {Text(item.Participants)}",
        { EventType: DmEventType.Unknown } => $"[{Text(item.EventTypeName)}] {Text(item.Text)}".TrimEnd(),
        _ => (Marks(item) + Text(item.Text)).TrimEnd(),
    };

    /// <summary>The user or the conversation that a message was sent to.</summary>
    /// <param name="message">The message.</param>
    public static string Recipient(DmMessage message) => Text(message?.Recipient ?? (object?)message?.ConversationId);

    /// <summary>What was sent, on one line: the text with a mark for an attachment.</summary>
    /// <param name="message">The message.</param>
    public static string Summary(DmMessage message) => $"{(message?.AttachmentId is null ? string.Empty : "[media] ")}{Text(message?.Text)}".TrimEnd();

    /// <summary>Whether a connection is the one that is used when none is named.</summary>
    /// <param name="connection">The connection.</param>
    public static string CurrentMark(DmConnection connection)
        => ReferenceEquals(RunspaceConnections.Current.Default, connection) ? "*" : string.Empty;

    private static string Marks(DmEvent item)
        => string.Concat(item.Media.Select(media => $"[{Text(media.Type ?? "media")}] "))
        + (item.ReferencedPostIds.Count > 0 ? "[post] " : string.Empty);
}

using TwitterDm.Text;

namespace TwitterDm;

/// <summary>A message to send: to a user or into a conversation, with a text, an attachment, or both.</summary>
public sealed record DmOutgoingMessage
{
    /// <summary>
    /// The maximum length of a text in characters (Unicode code points), according to X's documentation of Direct Messages.
    /// </summary>
    public const int MaxText = 10_000;

    /// <summary>The recipient; or use <see cref="ConversationId"/>.</summary>
    public DmUserReference? To { get; init; }

    /// <summary>The conversation; or use <see cref="To"/>.</summary>
    public string? ConversationId { get; init; }

    /// <summary>
    /// Where it is sent: as a classic Direct Message, or encrypted by X Chat. Null for a classic one, unless the conversation is a group of
    /// X Chat.
    /// </summary>
    public DmSource? Source { get; init; }

    /// <summary>X Chat: the id of the message that this one replies to, which the reply then quotes; null if it is not a reply.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>
    /// The text: 1 to <see cref="MaxText"/> characters, not only white space; null or empty for an attachment without text.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>A file to upload and attach: a picture, a GIF or a video; in X Chat, any file.</summary>
    public string? MediaPath { get; init; }

    /// <summary>The id of an earlier upload, in place of <see cref="MediaPath"/>.</summary>
    public string? MediaId { get; init; }

    /// <summary>Whether it is sent by X Chat.</summary>
    /// <returns>True if its source or its conversation says so.</returns>
    public bool IsSentByChat() => IsChat;

    internal bool IsChat => (Source ?? (Ids.IsChatGroup(ConversationId?.Trim()) ? DmSource.Chat : DmSource.Classic)) == DmSource.Chat;

    /// <summary>The recipient or the conversation, never the text.</summary>
    public override string ToString() => this switch
    {
        { To.Value: { Length: > 0 } } => To.ToString(),
        _ => string.IsNullOrWhiteSpace(ConversationId) ? "no recipient" : VisibleText.Of(ConversationId.Trim(), 60),
    };
}

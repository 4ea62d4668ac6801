using TwitterDm.Media;
using TwitterDm.Text;

namespace TwitterDm;

/// <summary>A message that is to be sent: to a user or into a conversation, with a text, an attachment, or both.</summary>
public sealed record DmOutgoingMessage
{
    /// <summary>The most characters (Unicode code points) that a text can have, by X's documentation of Direct Messages.</summary>
    public const int MaxText = 10_000;

    /// <summary>To whom; or <see cref="ConversationId"/>.</summary>
    public DmUserReference? To { get; init; }

    /// <summary>Into which conversation; or <see cref="To"/>.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The text: 1 to <see cref="MaxText"/> characters, not white space alone; null or empty for an attachment alone.</summary>
    public string? Text { get; init; }

    /// <summary>A file to upload and attach: an image, a GIF or a video.</summary>
    public string? MediaPath { get; init; }

    /// <summary>The id of an upload that was made before, in place of <see cref="MediaPath"/>.</summary>
    public string? MediaId { get; init; }

    /// <summary>Where it goes: never the text, and never nothing.</summary>
    public override string ToString() => this switch
    {
        { To.Value: { Length: > 0 } } => To.ToString(),
        _ => NotEmpty(ConversationId) is { } conversation ? VisibleText.Of(conversation, 60) : "no recipient",
    };

    /// <summary>Refuses what cannot be, before any request; an empty field, as a CSV file has it, counts as not given.</summary>
    /// <returns>The message, with nothing in it that is empty.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: names the value and says what is expected.</exception>
    public DmOutgoingMessage Checked()
    {
        var message = this with { To = string.IsNullOrEmpty(To?.Value) ? null : To.Checked(), ConversationId = NotEmpty(ConversationId) };
        message.CheckRecipient();
        return message.CheckedContent($"{message}");
    }

    /// <summary>The same for a message whose recipients are told elsewhere.</summary>
    /// <param name="recipient">To whom it goes, for an error.</param>
    internal DmOutgoingMessage CheckedContent(string recipient)
    {
        var message = this with { Text = CheckedText(recipient), MediaPath = NotEmpty(MediaPath), MediaId = NotEmpty(MediaId) };
        message.CheckContent(recipient);
        return message;
    }

    private void CheckRecipient()
    {
        if (To is null && ConversationId is null)
            throw DmException.BadInput("The message has no recipient.", "Say to whom: -To with an id or a name in quotes such as '@XDevelopers' (an @ without quotes is something else in PowerShell), or -ConversationId.");
        if (ConversationId is not null)
            Ids.CheckConversationId(ConversationId);
        if (To is not null && ConversationId is not null && !(To.Id is { } id && Ids.UsersOf(ConversationId).Contains(id, StringComparer.Ordinal)))
        {
            throw DmException.BadInput(
                $"The message has two recipients: the user {To} and the conversation '{ConversationId}'.", "Give one of them: -To, or -ConversationId.");
        }
    }

    private void CheckContent(string recipient)
    {
        if (MediaPath is not null && MediaId is not null)
            throw DmException.BadInput("A message can have one attachment, and this one has -MediaPath and -MediaId.", "Give one of them.");
        if (Text is null && MediaPath is null && MediaId is null)
            throw DmException.BadInput($"The message to {recipient} is empty.", "Give a text with something to read in it, or an attachment.");
        if (MediaId is not null)
            Ids.CheckMediaId(MediaId);
        if (MediaPath is not null)
            MediaFile.Inspect(MediaPath);
    }

    private string? CheckedText(string recipient)
    {
        if (string.IsNullOrWhiteSpace(Text))
            return null;
        var length = Text.EnumerateRunes().Count();
        return length <= MaxText ? Text : throw DmException.BadInput(
            FormattableString.Invariant($"The text for {recipient} has {length:N0} characters, and X takes {MaxText:N0} at most."), "Shorten it, or send it in parts.");
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

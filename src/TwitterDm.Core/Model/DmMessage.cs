namespace TwitterDm;

/// <summary>A message that was sent.</summary>
public sealed class DmMessage
{
    /// <summary>The id of the message's event, the same as in a listing; null where it is not known whether the message was sent.</summary>
    public string? EventId { get; init; }

    /// <summary>The conversation: two user ids with a hyphen, or a group's number.</summary>
    public string? ConversationId { get; init; }

    /// <summary>To whom it was sent, with the name where it is known; null for a message into a conversation or a new group.</summary>
    public DmUser? Recipient { get; init; }

    /// <summary>When X took it, as its id tells; for one whose fate is not known, when it left.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>The text as it was given: X may show links in it in a shorter form. Null where only an attachment was sent.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// The id under which the attachment was uploaded; null where there is none. Not named as the parameter <c>-MediaId</c> is: a message that
    /// is piped on, to answer it, must not take its attachment along.
    /// </summary>
    public string? AttachmentId { get; init; }

    /// <summary>Where it went, and its id: never the text.</summary>
    public override string ToString() => $"message {EventId ?? "of unknown fate"} to {Recipient?.ToString() ?? ConversationId}";
}

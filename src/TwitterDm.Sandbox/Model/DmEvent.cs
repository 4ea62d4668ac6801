namespace TwitterDm.Sandbox.Model;

/// <summary>An event with all its data.</summary>
internal readonly record struct DmEvent(long Id, EventKinds Kind, DateTimeOffset CreatedAt, Conversation Conversation)
{
    /// <summary>The author of a message, or who added the participants. Null if participants left.</summary>
    public Person? Sender { get; init; }

    /// <summary>
    /// The participants who join or leave. Null for a message: since June 2025, X does not list the participants with it.
    /// </summary>
    public Person[]? Participants { get; init; }

    public MessageText? Text { get; init; }

    public Attachment? Attachment { get; init; }

    public Post? ReferencedPost { get; init; }
}

namespace TwitterDm.Sandbox.World;

/// <summary>One event with everything that could be asked about it.</summary>
internal readonly record struct SandboxEvent(long Id, EventKinds Kind, DateTimeOffset CreatedAt, Conversation Conversation)
{
    /// <summary>Who wrote, or who let someone in; nobody where someone left.</summary>
    public Person? Sender { get; init; }

    /// <summary>Who is there, joins or leaves; null for a message that does not tell.</summary>
    public Person[]? Participants { get; init; }

    public MessageText? Text { get; init; }

    public Attachment? Attachment { get; init; }

    public Post? ReferencedPost { get; init; }
}

namespace TwitterDm.Sandbox.World;

/// <summary>Where an event stands; all that is to be known about it follows from this.</summary>
/// <param name="Stream">The stream that gives its time and id.</param>
/// <param name="Position">The position in that stream.</param>
/// <param name="Conversation">The conversation.</param>
/// <param name="Age">The number in the conversation, 0 for its first event.</param>
internal readonly record struct EventPlace(EventStream Stream, int Position, Conversation Conversation, int Age)
{
    public long Id => Stream.IdAt(Position);

    public EventKinds Kind => Conversation.KindAt(Age);
}

namespace TwitterDm;

/// <summary>
/// One result of listing conversations: a conversation, the error about one participant, or what is read next and costs something.
/// </summary>
public sealed class DmConversationResult
{
    /// <summary>The conversation; null if the result is something else.</summary>
    public DmConversation? Conversation { get; init; }

    /// <summary>
    /// Why there are no conversations with one of the participants, whose id is the target; null if the result is something else.
    /// </summary>
    public DmException? Error { get; init; }

    /// <summary>
    /// X Chat does not say which conversations are unanswered: of how many the newest event is read before the next result, each of which X
    /// bills. Stop here if that is too much. Null if the result is something else.
    /// </summary>
    public int? EventsToRead { get; init; }
}

namespace TwitterDm;

/// <summary>A conversation, aggregated from the events that were read: the API has no list of conversations.</summary>
public sealed class DmConversation
{
    /// <summary>The conversation's id: two user ids with a hyphen, or one number for a group.</summary>
    public required string ConversationId { get; init; }

    /// <summary>Whether it has two participants or is a group.</summary>
    public required DmConversationType ConversationType { get; init; }

    /// <summary>The participants other than the signed-in account, as far as the events that were read show.</summary>
    public DmList<DmUser> Participants { get; init; } = DmList<DmUser>.Empty;

    /// <summary>The ids of <see cref="Participants"/>.</summary>
    public DmList<string> ParticipantIds { get; init; } = DmList<string>.Empty;

    /// <summary>How many events were read.</summary>
    public int EventCount { get; init; }

    /// <summary>How many of them are messages.</summary>
    public int MessageCount { get; init; }

    /// <summary>How many of the messages were received.</summary>
    public int IncomingCount { get; init; }

    /// <summary>How many of the messages were sent by the signed-in account.</summary>
    public int OutgoingCount { get; init; }

    /// <summary>When the oldest event that was read happened.</summary>
    public DateTimeOffset FirstEventAt => FirstEvent.CreatedAt;

    /// <summary>When the newest event that was read happened.</summary>
    public DateTimeOffset LastEventAt => LastEvent.CreatedAt;

    /// <summary>The oldest event that was read.</summary>
    public required DmEvent FirstEvent { get; init; }

    /// <summary>The newest event that was read.</summary>
    public required DmEvent LastEvent { get; init; }

    /// <summary>The conversation's id.</summary>
    public override string ToString() => ConversationId;
}

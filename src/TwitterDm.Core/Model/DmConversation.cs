namespace TwitterDm;

/// <summary>A conversation, aggregated from the events that were read: the API has no list of conversations.</summary>
public sealed class DmConversation
{
    /// <summary>The conversation's id: two user ids with a hyphen, or one number for a group.</summary>
    public required string ConversationId { get; init; }

    /// <summary>Whether it has two participants or is a group, a name of <see cref="DmConversationType"/>.</summary>
    public required string ConversationType { get; init; }

    /// <summary>Where it was read, a name of <see cref="DmSource"/>.</summary>
    public string Source => LastEvent.Source;

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

    /// <summary>Whether the last message that was read came from another user.</summary>
    public bool IsUnanswered { get; init; }

    /// <summary>When the oldest event that was read happened, in local time.</summary>
    public DateTime FirstEventAt => FirstEvent.CreatedAt;

    /// <summary>When the newest event that was read happened, in local time.</summary>
    public DateTime LastEventAt => LastEvent.CreatedAt;

    /// <summary><see cref="LastEventAt"/> as text, such as <c>2026-11-26T11:50:48.123Z</c>: in UTC and the same on every machine.</summary>
    public string Timestamp => LastEvent.Timestamp;

    /// <summary>The oldest event that was read.</summary>
    public required DmEvent FirstEvent { get; init; }

    /// <summary>The newest event that was read.</summary>
    public required DmEvent LastEvent { get; init; }

    /// <summary>The conversation's id.</summary>
    public override string ToString() => ConversationId;
}

using TwitterDm.Text;

namespace TwitterDm;

/// <summary>
/// A conversation. For classic messages it is aggregated from the events that were read, because the API has no list of conversations; X
/// Chat has such a list, which contains no events, so that the counts and the events are null.
/// </summary>
public sealed class DmConversation
{
    /// <summary>The conversation's id: two user ids with a hyphen; for a group one number, in X Chat with a <c>g</c> before it.</summary>
    public required string ConversationId { get; init; }

    /// <summary>Whether it has two participants or is a group, a name of <see cref="DmConversationType"/>.</summary>
    public required string ConversationType { get; init; }

    /// <summary>Where it was read, a name of <see cref="DmSource"/>.</summary>
    public string Source { get; init; } = nameof(DmSource.Classic);

    /// <summary>The name of the group, where it is known and can be read (untrusted input).</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The participants other than the signed-in account; for classic messages, as far as the events that were read show.
    /// </summary>
    public DmList<DmUser> Participants { get; init; } = DmList<DmUser>.Empty;

    /// <summary>The ids of <see cref="Participants"/>.</summary>
    public DmList<string> ParticipantIds { get; init; } = DmList<string>.Empty;

    /// <summary>X Chat: the ids of the group's admins.</summary>
    public DmList<string> AdminIds { get; init; } = DmList<string>.Empty;

    /// <summary>X Chat: whether the account has muted the conversation; null if X does not say.</summary>
    public bool? IsMuted { get; init; }

    /// <summary>X Chat: when the conversation was last updated according to X, in local time; null if X does not say.</summary>
    public DateTime? UpdatedAt => UpdatedAtUtc?.LocalDateTime;

    /// <summary>How many events were read.</summary>
    public int? EventCount { get; init; }

    /// <summary>How many of them are messages.</summary>
    public int? MessageCount { get; init; }

    /// <summary>How many of the messages were received.</summary>
    public int? IncomingCount { get; init; }

    /// <summary>How many of the messages were sent by the signed-in account.</summary>
    public int? OutgoingCount { get; init; }

    /// <summary>Whether the last message that was read came from another user; null if no event was read.</summary>
    public bool? IsUnanswered { get; init; }

    /// <summary>When the oldest event that was read happened, in local time.</summary>
    public DateTime? FirstEventAt => FirstEvent?.CreatedAt;

    /// <summary>When the newest event that was read happened, in local time.</summary>
    public DateTime? LastEventAt => LastEvent?.CreatedAt;

    /// <summary>
    /// <see cref="LastEventAt"/>, or else <see cref="UpdatedAt"/>, as text, such as <c>2026-11-26T11:50:48.123Z</c>: in UTC and the same on
    /// every machine; null if neither is known.
    /// </summary>
    public string? Timestamp => LatestAtUtc is { } latest ? TimestampText.Of(latest) : null;

    /// <summary>The oldest event that was read; null if none was.</summary>
    public DmEvent? FirstEvent { get; init; }

    /// <summary>The newest event that was read; null if none was.</summary>
    public DmEvent? LastEvent { get; init; }

    internal DateTimeOffset? UpdatedAtUtc { get; init; }

    internal DateTimeOffset? LatestAtUtc => LastEvent?.CreatedAtUtc ?? UpdatedAtUtc;

    /// <summary>X does not always say when a conversation was updated; such a one could have been.</summary>
    internal bool IsUpdatedSince(DateTimeOffset since) => LatestAtUtc is not { } latest || latest >= since;

    /// <summary>The same conversation with its newest event. Counts stay unknown, since the other events were not read.</summary>
    internal DmConversation With(DmEvent? newest)
        => new()
        {
            ConversationId = ConversationId,
            ConversationType = ConversationType,
            Source = Source,
            Name = newest?.ConversationName ?? Name,
            Participants = Participants,
            ParticipantIds = ParticipantIds,
            AdminIds = AdminIds,
            IsMuted = IsMuted,
            UpdatedAtUtc = UpdatedAtUtc,
            LastEvent = newest,
            IsUnanswered = newest is null
                ? null
                : newest.Is(DmEventType.MessageCreate)
                    && string.Equals(newest.Direction, nameof(DmDirection.Incoming), StringComparison.Ordinal),
        };

    /// <summary>The conversation's id.</summary>
    public override string ToString() => ConversationId;
}

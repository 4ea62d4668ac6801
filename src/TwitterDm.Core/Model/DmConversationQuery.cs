namespace TwitterDm;

/// <summary>Which conversations to list.</summary>
public sealed record DmConversationQuery
{
    /// <summary>
    /// Only this conversation; of its classic events, those since <see cref="Since"/>, or else those of <see cref="DmEventQuery.Window"/>.
    /// </summary>
    public string? ConversationId { get; init; }

    /// <summary>Only conversations in which one of the users with these ids participates; an empty collection means all.</summary>
    public IReadOnlyCollection<string> ParticipantIds { get; init; } = [];

    /// <summary>
    /// Where to read: any of <see cref="DmSource.Classic"/> and <see cref="DmSource.Chat"/>. Null means both if the connection has a chat
    /// key, and otherwise classic messages only, with a warning that X Chat is not included.
    /// </summary>
    public IReadOnlyCollection<DmSource>? Sources { get; init; }

    /// <summary>Only conversations of two users, or only groups; null for both.</summary>
    public DmConversationType? Type { get; init; }

    /// <summary>Only conversations with events at this time or later; in X Chat, those that were updated since then.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The maximum number of conversations to return.</summary>
    public int? First { get; init; }

    /// <summary>Only conversations whose last message came from another user, the one that has waited longest first.</summary>
    public bool IsUnanswered { get; init; }

    /// <summary>Whether a conversation has the type and one of the participants.</summary>
    internal bool Includes(DmConversation conversation)
        => (Type is null || string.Equals(conversation.ConversationType, Type.ToString(), StringComparison.Ordinal))
        && (ParticipantIds.Count == 0 || conversation.ParticipantIds.Intersect(ParticipantIds, StringComparer.Ordinal).Any());
}

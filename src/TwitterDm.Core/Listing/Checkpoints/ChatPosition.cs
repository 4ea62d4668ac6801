using System.Text.Json.Serialization;

namespace TwitterDm.Listing.Checkpoints;

/// <summary>How far X Chat was read: a position for each conversation, because each is a list of its own.</summary>
internal sealed record ChatPosition
{
    /// <summary>Nothing before this time is read in a conversation that has no position; null to read it from its beginning.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The positions by the conversations' ids.</summary>
    public Dictionary<string, ConversationPosition> Conversations { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The time of the newest event; null if there was none.</summary>
    [JsonIgnore]
    public DateTimeOffset? NewestAt
    {
        get
        {
            var newest = Conversations.Values.Select(position => position.NewestEventId).OfType<string>().Where(Ids.HasTime).Max(Ids.Order);
            return newest is null ? null : Ids.TimeOf(newest);
        }
    }

    /// <summary>The position that is ahead in each conversation.</summary>
    public ChatPosition MergedWith(ChatPosition? other)
    {
        if (other is null)
            return this;
        var merged = new Dictionary<string, ConversationPosition>(other.Conversations, StringComparer.Ordinal);
        foreach (var (id, position) in Conversations)
            merged[id] = merged.TryGetValue(id, out var known) ? position.MergedWith(known) : position;
        return this with { Conversations = merged };
    }
}

/// <summary>How far one conversation was read.</summary>
/// <param name="NewestEventId">The id of the newest event that was read; null if there was none.</param>
/// <param name="UpdatedAt">When the conversation had been updated, according to X, before it was read; null if X did not say.</param>
internal sealed record ConversationPosition(string? NewestEventId, DateTimeOffset? UpdatedAt)
{
    /// <summary>
    /// The longest id of a conversation that is kept. X's ids are shorter, and of a known form, but what X sends can be anything.
    /// </summary>
    public const int MaxId = 200;

    /// <summary>When the conversation could not be read; null if it could. The position is the one before.</summary>
    public LeftOutConversation? LeftOut { get; init; }

    /// <summary>The position that is ahead.</summary>
    public ConversationPosition MergedWith(ConversationPosition other)
        => new(
            NewestEventId is null || (other.NewestEventId is not null && Ids.Compare(other.NewestEventId, NewestEventId) > 0)
                ? other.NewestEventId
                : NewestEventId,
            UpdatedAt is null || other.UpdatedAt > UpdatedAt ? other.UpdatedAt : UpdatedAt)
        {
            LeftOut = UpdatedAt is null || other.UpdatedAt > UpdatedAt ? other.LeftOut ?? LeftOut : LeftOut,
        };
}

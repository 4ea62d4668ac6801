using System.Text.Json.Serialization;

namespace TwitterDm.Listing.Checkpoints;

/// <summary>
/// An event after the positions of a checkpoint that was returned nevertheless: a stream can miss something, so that only polls move the
/// positions.
/// </summary>
/// <param name="Id">The id of the event.</param>
/// <param name="ConversationId">The conversation in X Chat; null for a classic event.</param>
internal sealed record ReturnedEvent(string Id, string? ConversationId = null)
{
    /// <summary>How many are kept, the last ones: far more than come between two polls. What is dropped is returned once more.</summary>
    public const int MaxCount = 1000;

    /// <summary>The events that a listing returns.</summary>
    /// <param name="returned">What was returned before.</param>
    /// <param name="isWanted">What is asked for; null for everything.</param>
    public static Func<DmEvent, bool>? Exclude(IReadOnlySet<ReturnedEvent> returned, Func<DmEvent, bool>? isWanted = null)
        => returned.Count == 0 ? isWanted : item => (isWanted?.Invoke(item) ?? true) && !returned.Contains(Of(item));

    public static ReturnedEvent Of(DmEvent item) => new(item.Id, item.IsOf(DmSource.Chat) ? item.ConversationId : null);

    /// <summary>Whether it has the form of X's ids: what X sends can be anything.</summary>
    [JsonIgnore]
    public bool IsValid => Id is not null && Ids.IsOrdered(Id) && ConversationId is not { Length: 0 or > ConversationPosition.MaxId };

    /// <summary>Whether the next run reads it again.</summary>
    /// <param name="newestId">The position in classic messages; null if there is none.</param>
    /// <param name="chat">The position in X Chat; null if there is none.</param>
    public bool IsAfter(string? newestId, ChatPosition? chat)
    {
        var position = ConversationId is null ? newestId : chat?.Conversations.GetValueOrDefault(ConversationId)?.NewestEventId;
        return position is null || Ids.Compare(Id, position) > 0;
    }
}

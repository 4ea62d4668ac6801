using TwitterDm.Text;

namespace TwitterDm.Sending;

/// <summary>The message of X Chat that a change is about.</summary>
/// <param name="ConversationId">Its conversation.</param>
/// <param name="EventId">Its sequence id.</param>
/// <param name="SenderId">Who wrote it, where that is known; otherwise null.</param>
internal sealed record ChatTarget(string ConversationId, string EventId, string? SenderId)
{
    /// <summary>What to do about an event that the conversation does not have.</summary>
    public const string NotFoundAdvice = "Check the ids. The event is already deleted, or not in this conversation.";

    /// <summary>The error about an event that the conversation does not have.</summary>
    public DmException NotFound()
        => new(DmErrorKind.NotFound, $"The conversation {VisibleText.Of(ConversationId, 60)} of X Chat has no event {EventId}.")
        {
            RecommendedAction = NotFoundAdvice,
            Target = EventId,
        };

    /// <summary>The error about a message of somebody else.</summary>
    public DmException NotAuthor(string what, string? author) => DmException.BadInput(
        $"Event {EventId} was sent by {Describe(author)}: only its sender can have it {what}.", DmErrorReason.NotAuthor, EventId);

    /// <summary>The error about a message of somebody else in a group.</summary>
    public DmException NotAdmin(string? author)
        => new(
            DmErrorKind.Permission,
            $"Event {EventId} was sent by {Describe(author)}: only its sender and the admins of the group can delete it for everyone.")
        {
            Reason = DmErrorReason.ChatNotAdmin,
            RecommendedAction = "Ask an admin of the group to do it, or to make this account an admin.",
            Target = EventId,
        };

    private static string Describe(string? author) => author is null ? "somebody else" : $"user {VisibleText.Of(author, 30)}";
}

using TwitterDm.ChatProtocol;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>
/// The rules for a deletion: for oneself any event, for everyone one's own messages, and those of others as an admin of the group.
/// </summary>
internal static class DeletionCheck
{
    /// <summary>Finds the reason why events cannot be deleted.</summary>
    /// <param name="deletion">The deletion.</param>
    /// <param name="by">Who deletes.</param>
    /// <param name="conversation">The conversation.</param>
    public static ChatWriteError? Check(ChatDelete deletion, Person by, ChatConversation conversation)
    {
        foreach (var text in deletion.SequenceIds)
        {
            if (!NumberText.TryParseDigits(text, out var id) || conversation.Log.Find(id) is not { } item)
            {
                return new ChatWriteError(
                    ProblemResponses.Of(404, ResourceProblem.NotFound("chat_message_event", ChatBodyRules.SequenceIds, text)));
            }

            if (deletion.IsForEveryone
                && !string.Equals(item.SenderId, by.IdText, StringComparison.Ordinal)
                && !conversation.Plan.Admins.Contains(by))
            {
                return ChatWriteError.Of(ChatFailureType.RequesterNotAdmin, $"The event [{text}] was sent by someone else.");
            }
        }

        return null;
    }
}

using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>Sends a message to a group or a one-to-one conversation of the caller. The latter need not exist yet.</summary>
internal sealed class SendToConversation(Worlds worlds, RecipientValidator recipients, SendOperation operation)
    : SendEndpoint("/2/dm_conversations/{dm_conversation_id}/messages", ParameterRules.MessageToConversation, operation)
{
    protected override Destination? Find(Person sender, ValidatedParameters parameters, out ApiResponse error)
    {
        var rule = ParameterRules.AnyConversationId;
        var id = parameters.Text(rule)!;
        error = ProblemResponses.Of(403, ResourceProblem.NotAuthorized("dm_conversation", rule.Name, id));
        if (worlds.Of(sender).Snapshot().Group(id) is { } group)
            return group;
        if (Conversation.OtherOf(sender, id) is not { } other)
            return null;
        var sendError = recipients.Validate(sender, other, ValidationError.Value(rule, id, "is a conversation of the sender with itself"));
        error = sendError ?? default;
        return sendError is null ? Destination.OneToOne(sender, other) : null;
    }
}

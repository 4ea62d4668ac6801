using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>Sends a message to a user. The two need not have a conversation yet.</summary>
internal sealed class SendToParticipant(RecipientValidator recipients, SendOperation operation)
    : SendEndpoint("/2/dm_conversations/with/{participant_id}/messages", ParameterRules.MessageToParticipant, operation)
{
    protected override Destination? Find(Person sender, ValidatedParameters parameters, out ApiResponse error)
    {
        var rule = ParameterRules.ParticipantId;
        var id = parameters.Text(rule)!;
        var other = People.ById(id);
        var sendError = other is null
            ? ProblemResponses.UserNotFound(rule.Name, id)
            : recipients.Validate(sender, other, ValidationError.Value(rule, id, "is the sender"));
        error = sendError ?? default;
        return sendError is null ? Destination.OneToOne(sender, other!) : null;
    }
}

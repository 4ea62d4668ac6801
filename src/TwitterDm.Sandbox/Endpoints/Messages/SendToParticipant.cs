using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>Sends a message to a user, with whom the caller need not have a conversation yet.</summary>
internal sealed class SendToParticipant(RecipientValidator recipients, SendResponses responses)
    : SendEndpoint("/2/dm_conversations/with/{participant_id}/messages", ParameterRules.MessageToParticipant, responses)
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

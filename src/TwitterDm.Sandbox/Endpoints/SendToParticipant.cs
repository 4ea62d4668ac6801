using TwitterDm.Sandbox.Messaging;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>A message to one user, whether or not the two have talked before.</summary>
internal sealed class SendToParticipant(SendRefusals refusals, Outbox outbox)
    : SendEndpoint("/2/dm_conversations/with/{participant_id}/messages", ParameterRules.MessageToParticipant, outbox)
{
    protected override Destination? Find(Person sender, CheckedParameters parameters, out Answer refusal)
    {
        var rule = ParameterRules.ParticipantId;
        var id = parameters.Text(rule)!;
        var other = People.ById(id);
        var reason = other is null
            ? SendRefusals.UnknownUser(rule.Name, id)
            : refusals.Of(sender, other, ParameterError.Value(rule, id, "is the sender"));
        refusal = reason ?? default;
        return reason is null ? Destination.OneToOne(sender, other!) : null;
    }
}

using TwitterDm.Sandbox.Messaging;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>A message into a conversation of the account: a group, or a one-to-one conversation, which need not have begun.</summary>
internal sealed class SendToConversation(Worlds worlds, SendRefusals refusals, Outbox outbox)
    : SendEndpoint("/2/dm_conversations/{dm_conversation_id}/messages", ParameterRules.MessageToConversation, outbox)
{
    protected override Destination? Find(Person sender, CheckedParameters parameters, out Answer refusal)
    {
        var rule = ParameterRules.AnyConversationId;
        var id = parameters.Text(rule)!;
        refusal = ProblemAnswers.Of(403, ResourceProblem.NotAuthorized("dm_conversation", rule.Name, id));
        if (worlds.Of(sender).Look().Group(id) is { } group)
            return group;
        if (Conversation.OtherOf(sender, id) is not { } other)
            return null;
        var reason = refusals.Of(sender, other, ParameterError.Value(rule, id, "is the sender's with itself"));
        refusal = reason ?? default;
        return reason is null ? Destination.OneToOne(sender, other) : null;
    }
}

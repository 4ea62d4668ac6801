using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>
/// Any conversation of the account, from its beginning. Whether another one exists is not told: it is forbidden in either case.
/// </summary>
internal sealed class ListEventsOfConversation(Worlds worlds, EventListAnswers answers)
    : EventListEndpoint("/2/dm_conversations/{id}/dm_events", ParameterRules.EventsOfConversation, worlds, answers)
{
    protected override EventList? Find(WorldView world, CheckedParameters parameters, out Answer refusal)
    {
        var id = parameters.Text(ParameterRules.ConversationId)!;
        refusal = ProblemAnswers.Of(403, ResourceProblem.NotAuthorized("dm_conversation", ParameterRules.ConversationId.Name, id));
        if (world.OfConversation(id) is { } events)
            return new EventList($"conversation {id} of {world.Account.IdText}", events);
        return Conversation.OtherOf(world.Account, id) is null ? null : EventList.Empty(id);
    }
}

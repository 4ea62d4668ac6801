using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>
/// Lists all events of a conversation of the caller. For other conversations the response is the same whether or not they exist.
/// </summary>
internal sealed class ListEventsOfConversation(Worlds worlds, EventListResponses responses)
    : EventListEndpoint("/2/dm_conversations/{id}/dm_events", ParameterRules.EventsOfConversation, worlds, responses)
{
    protected override EventList? Find(WorldSnapshot world, ValidatedParameters parameters, out ApiResponse error)
    {
        var id = parameters.Text(ParameterRules.ConversationId)!;
        error = ProblemResponses.Of(403, ResourceProblem.NotAuthorized("dm_conversation", ParameterRules.ConversationId.Name, id));
        if (world.OfConversation(id) is { } events)
            return new EventList($"conversation {id} of {world.Account.IdText}", events);
        return Conversation.OtherOf(world.Account, id) is null ? null : EventList.Empty(id);
    }
}

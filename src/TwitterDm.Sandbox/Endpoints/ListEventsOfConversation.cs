using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>
/// Any conversation of the account, from its beginning. Whether another one exists is not told: it is forbidden in either case.
/// </summary>
internal sealed class ListEventsOfConversation(Timeline timeline, EventListAnswers answers)
    : EventListEndpoint("/2/dm_conversations/{id}/dm_events", ParameterRules.EventsOfConversation, answers)
{
    protected override EventList? Find(CheckedParameters parameters, out Answer refusal)
    {
        var id = parameters.Text(ParameterRules.ConversationId)!;
        refusal = ProblemAnswers.Of(403, ResourceProblem.NotAuthorized("dm_conversation", ParameterRules.ConversationId.Name, id));
        if (timeline.OfConversation(id) is { } events)
            return new EventList($"conversation {id}", events);
        return IsOneToOneOfAccount(id) ? EventList.Empty(id) : null;
    }

    private static bool IsOneToOneOfAccount(string id) =>
        People.All.Any(person => string.Equals(Conversation.IdOfOneToOne(person), id, StringComparison.Ordinal));
}

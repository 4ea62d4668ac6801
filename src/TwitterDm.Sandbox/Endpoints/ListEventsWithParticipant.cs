using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;
using TwitterDm.Sandbox.Writing;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>The one-to-one conversation with a user, from its beginning. With someone known it can be empty; nobody knows an unknown one.</summary>
internal sealed class ListEventsWithParticipant(Worlds worlds, EventListAnswers answers)
    : EventListEndpoint("/2/dm_conversations/with/{participant_id}/dm_events", ParameterRules.EventsWithParticipant, worlds, answers)
{
    protected override EventList? Find(WorldView world, CheckedParameters parameters, out Answer refusal)
    {
        var id = parameters.Text(ParameterRules.ParticipantId)!;
        refusal = default;
        if (People.ById(id) is not { } person)
        {
            refusal = UnknownUser(id);
            return null;
        }

        var conversation = Conversation.IdOfOneToOne(world.Account, person);
        return world.OfConversation(conversation) is { } events
            ? new EventList($"with {id} of {world.Account.IdText}", events)
            : EventList.Empty(conversation);
    }

    private static Answer UnknownUser(string id) => Answer.Json(JsonBody.Write(json =>
    {
        json.WriteStartObject();
        EventAnswers.WriteErrors(json, [ResourceProblem.NotFound("user", ParameterRules.ParticipantId.Name, id)]);
        json.WriteStartObject("meta");
        json.WriteNumber("result_count", 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }));
}

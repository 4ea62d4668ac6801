using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>Lists all events of the one-to-one conversation with a user. It is empty if the two have no conversation yet.</summary>
internal sealed class ListEventsWithParticipant(Worlds worlds, EventListResponses responses)
    : EventListEndpoint("/2/dm_conversations/with/{participant_id}/dm_events", ParameterRules.EventsWithParticipant, worlds, responses)
{
    protected override EventList? Find(WorldSnapshot world, ValidatedParameters parameters, out ApiResponse error)
    {
        var id = parameters.Text(ParameterRules.ParticipantId)!;
        error = default;
        if (People.ById(id) is not { } person)
        {
            error = UnknownUser(id);
            return null;
        }

        var conversation = Conversation.OneToOneId(world.Account, person);
        return world.OfConversation(conversation) is { } events
            ? new EventList($"with {id} of {world.Account.IdText}", events)
            : EventList.Empty(conversation);
    }

    private static ApiResponse UnknownUser(string id) => ApiResponse.Json(JsonBody.Write(json =>
    {
        json.WriteStartObject();
        ResourceProblem.WriteErrors(json, [ResourceProblem.NotFound("user", ParameterRules.ParticipantId.Name, id)]);
        json.WriteStartObject("meta");
        json.WriteNumber("result_count", 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }));
}

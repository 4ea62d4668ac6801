using System.Text.Json;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Serialization;
using TwitterDm.Sandbox.Validation;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>Returns one event of any age.</summary>
internal sealed class GetEvent(Worlds worlds, Blocks blocks) : Endpoint("GET", "/2/dm_events/{event_id}", ParameterRules.OneEvent)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var id = parameters.Text(ParameterRules.EventId)!;
        var selection = new EventSelection(parameters, blocks, caller.User);
        return ApiResponse.Json(JsonBody.Write(json =>
        {
            json.WriteStartObject();
            if (Find(worlds.Of(caller.User).Snapshot(), id) is { } location)
                Write(json, location, selection);
            else
                ResourceProblem.WriteErrors(json, [ResourceProblem.NotFound("event", ParameterRules.EventId.Name, id)]);
            json.WriteEndObject();
        }));
    }

    // A number of 19 digits can exceed the range of ids. Such an event does not exist.
    private static EventLocation? Find(WorldSnapshot world, string id) =>
        NumberText.TryParseDigits(id, out var number) ? world.Find(number) : null;

    private static void Write(Utf8JsonWriter json, EventLocation location, EventSelection selection)
    {
        var includes = new Includes();
        json.WritePropertyName("data");
        EventResponses.Write(json, location, selection, includes);
        includes.Write(json, selection.Users, selection.Posts, selection.Media);
    }
}

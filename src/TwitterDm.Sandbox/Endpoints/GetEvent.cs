using System.Globalization;
using System.Text.Json;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;
using TwitterDm.Sandbox.Writing;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>One event by its id, of any age.</summary>
internal sealed class GetEvent(Worlds worlds, Blocks blocks) : Endpoint("GET", "/2/dm_events/{event_id}", ParameterRules.OneEvent)
{
    public override Answer Handle(CheckedParameters parameters, Caller caller)
    {
        var id = parameters.Text(ParameterRules.EventId)!;
        var selection = new EventSelection(parameters, blocks, caller.User);
        return Answer.Json(JsonBody.Write(json =>
        {
            json.WriteStartObject();
            if (Find(worlds.Of(caller.User).Look(), id) is { } place)
                Write(json, place, selection);
            else
                EventAnswers.WriteErrors(json, [ResourceProblem.NotFound("event", ParameterRules.EventId.Name, id)]);
            json.WriteEndObject();
        }));
    }

    // An id of 19 digits may be too large for a number; then there is no such event.
    private static EventPlace? Find(WorldView world, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? world.Find(number) : null;

    private static void Write(Utf8JsonWriter json, EventPlace place, EventSelection selection)
    {
        var includes = new Includes();
        json.WritePropertyName("data");
        EventAnswers.Write(json, place, selection, includes);
        includes.Write(json, selection.Users, selection.Posts, selection.Media);
    }
}

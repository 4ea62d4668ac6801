using System.Globalization;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;
using TwitterDm.Sandbox.Writing;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>Deletes an event for the account alone: whoever else was there keeps it.</summary>
internal sealed class DeleteEvent(Worlds worlds) : Endpoint("DELETE", "/2/dm_events/{event_id}", ParameterRules.EventToDelete)
{
    public override Answer Handle(CheckedParameters parameters, Caller caller)
    {
        var id = parameters.Text(ParameterRules.EventId)!;
        var deleted = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && worlds.Of(caller.User).TryRemove(number);
        return Answer.Json(JsonBody.Write(json =>
        {
            json.WriteStartObject();
            if (deleted)
                json.WriteFlag("deleted", value: true);
            else
                EventAnswers.WriteErrors(json, [ResourceProblem.NotFound("event", ParameterRules.EventId.Name, id)]);
            json.WriteEndObject();
        }));
    }
}

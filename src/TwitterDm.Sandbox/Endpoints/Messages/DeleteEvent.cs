using System.Globalization;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>Deletes an event for the caller only. Other participants keep it.</summary>
internal sealed class DeleteEvent(Worlds worlds) : Endpoint("DELETE", "/2/dm_events/{event_id}", ParameterRules.EventToDelete)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var id = parameters.Text(ParameterRules.EventId)!;
        var deleted = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && worlds.Of(caller.User).TryRemove(number);
        return ApiResponse.Json(JsonBody.Write(json =>
        {
            json.WriteStartObject();
            if (deleted)
                json.WriteFlag("deleted", value: true);
            else
                ResourceProblem.WriteErrors(json, [ResourceProblem.NotFound("event", ParameterRules.EventId.Name, id)]);
            json.WriteEndObject();
        }));
    }
}

using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>Deletes an event that the caller sent, for the caller only. Other participants keep it.</summary>
internal sealed class DeleteEvent(Worlds worlds) : Endpoint("DELETE", "/2/dm_events/{event_id}", ParameterRules.EventToDelete)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var id = parameters.Text(ParameterRules.EventId)!;
        if (!NumberText.TryParseDigits(id, out var number))
            return NotFound(id);
        var world = worlds.Of(caller.User);
        if (world.Snapshot().Find(number) is { } location && EventGenerator.Generate(location).Sender != caller.User)
            return ProblemResponses.CannotDelete;
        return world.TryRemove(number) ? Deleted() : NotFound(id);
    }

    private static ApiResponse Deleted() => ApiResponse.Json(JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteFlag("deleted", value: true);
        json.WriteEndObject();
    }));

    private static ApiResponse NotFound(string id) => ApiResponse.Json(JsonBody.Write(json =>
    {
        json.WriteStartObject();
        ResourceProblem.WriteErrors(json, [ResourceProblem.NotFound("event", ParameterRules.EventId.Name, id)]);
        json.WriteEndObject();
    }));
}

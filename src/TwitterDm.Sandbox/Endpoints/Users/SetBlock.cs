using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Users;

/// <summary>Blocks or unblocks the Direct Messages of a user. Repeating this has no effect.</summary>
internal sealed class SetBlock(Blocks blocks, bool isBlocked)
    : Endpoint("POST", $"/2/users/{{id}}/dm/{(isBlocked ? "block" : "unblock")}", ParameterRules.OneUser)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var rule = ParameterRules.UserId;
        var id = parameters.Text(rule)!;
        if (People.ById(id) is not { } person)
            return ProblemResponses.UserNotFound(rule.Name, id);
        if (person == caller.User)
            return ProblemResponses.InvalidRequest([ValidationError.Value(rule, id, "is the caller's own account")]);
        blocks.Set(caller.User, person, isBlocked);
        return ApiResponse.Json(JsonBody.Write(json =>
        {
            json.WriteStartObject();
            json.WriteFlag("blocked", isBlocked);
            json.WriteEndObject();
        }));
    }
}

using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;
using TwitterDm.Sandbox.Writing;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>Blocks a user's Direct Messages, or takes them again. To do it once more changes nothing.</summary>
internal sealed class SetBlock(Blocks blocks, bool isBlocked)
    : Endpoint("POST", $"/2/users/{{id}}/dm/{(isBlocked ? "block" : "unblock")}", ParameterRules.OneUser)
{
    public override Answer Handle(CheckedParameters parameters, Caller caller)
    {
        var rule = ParameterRules.UserId;
        var id = parameters.Text(rule)!;
        if (People.ById(id) is not { } person)
            return SendRefusals.UnknownUser(rule.Name, id);
        if (person == caller.User)
            return ProblemAnswers.InvalidRequest([ParameterError.Value(rule, id, "is the account itself")]);
        blocks.Set(caller.User, person, isBlocked);
        return Answer.Json(JsonBody.Write(json =>
        {
            json.WriteStartObject();
            json.WriteFlag("blocked", isBlocked);
            json.WriteEndObject();
        }));
    }
}

using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>Up to a hundred users by id.</summary>
internal sealed class GetUsersByIds(UserAnswers answers) : Endpoint("GET", "/2/users", ParameterRules.UsersByIds)
{
    public override Answer Handle(CheckedParameters parameters, Caller caller) => answers.Many(ParameterRules.UserIds, People.ById, parameters, caller);
}

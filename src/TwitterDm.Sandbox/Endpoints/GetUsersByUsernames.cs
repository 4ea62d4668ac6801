using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>Up to a hundred users by name.</summary>
internal sealed class GetUsersByUsernames(UserAnswers answers) : Endpoint("GET", "/2/users/by", ParameterRules.UsersByUsernames)
{
    public override Answer Handle(CheckedParameters parameters, Caller caller) => answers.Many(ParameterRules.Usernames, People.ByUsername, parameters, caller);
}

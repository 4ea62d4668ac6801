using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>A user by name, without regard to case.</summary>
internal sealed class GetUserByUsername(UserAnswers answers) : Endpoint("GET", "/2/users/by/username/{username}", ParameterRules.UserByUsername)
{
    public override Answer Handle(CheckedParameters parameters, Caller caller) =>
        answers.One(People.ByUsername(parameters.Text(ParameterRules.Username)!), ParameterRules.Username, parameters, caller);
}

using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>The user who is signed in.</summary>
internal sealed class GetMe(UserAnswers answers) : Endpoint("GET", "/2/users/me", ParameterRules.Me)
{
    public override Answer Handle(CheckedParameters parameters, Caller caller) => answers.One(caller.User, askedBy: null, parameters, caller);
}

using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>The user who is signed in.</summary>
internal sealed class GetMe() : Endpoint("GET", "/2/users/me", ParameterRules.Me)
{
    public override Answer Handle(CheckedParameters parameters) => UserAnswers.One(People.Account, askedBy: null, parameters);
}

using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Users;

/// <summary>Returns the signed-in user.</summary>
internal sealed class GetMe(UserResponses responses) : Endpoint("GET", "/2/users/me", ParameterRules.Me)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
        => responses.One(caller.User, requestedBy: null, parameters, caller);
}

/// <summary>Returns a user by case-insensitive username.</summary>
internal sealed class GetUserByUsername(UserResponses responses)
    : Endpoint("GET", "/2/users/by/username/{username}", ParameterRules.UserByUsername)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller) =>
        responses.One(People.ByUsername(parameters.Text(ParameterRules.Username)!), ParameterRules.Username, parameters, caller);
}

/// <summary>Returns up to 100 users by id.</summary>
internal sealed class GetUsersByIds(UserResponses responses) : Endpoint("GET", "/2/users", ParameterRules.UsersByIds)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
        => responses.Many(ParameterRules.UserIds, People.ById, parameters, caller);
}

/// <summary>Returns up to 100 users by username.</summary>
internal sealed class GetUsersByUsernames(UserResponses responses) : Endpoint("GET", "/2/users/by", ParameterRules.UsersByUsernames)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
        => responses.Many(ParameterRules.Usernames, People.ByUsername, parameters, caller);
}

using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Returns the public keys of a user. A user who never used X Chat has none, which is the same as an unknown user.</summary>
internal sealed class GetPublicKeysOfUser(PublicKeyResponses responses)
    : Endpoint("GET", "/2/users/{id}/public_keys", ChatParameterRules.PublicKeysOfUser)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var id = parameters.Text(ParameterRules.UserId)!;
        return People.ById(id) is { } person && ChatKeyDirectory.HasKeys(person)
            ? responses.Rows([person], [], parameters, caller.User)
            : ProblemResponses.Of(404, ResourceProblem.NotFound("public_key", ParameterRules.UserId.Name, id));
    }
}

/// <summary>Returns the public keys of up to 100 users.</summary>
internal sealed class GetPublicKeysOfUsers(PublicKeyResponses responses)
    : Endpoint("GET", "/2/users/public_keys", ChatParameterRules.PublicKeysOfUsers)
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var requested = parameters.List(ParameterRules.UserIds).Distinct(StringComparer.Ordinal).ToList();
        var problems = requested
            .Where(id => People.ById(id) is null)
            .Select(id => ResourceProblem.NotFound("user", ParameterRules.UserIds.Name, id));
        return responses.Rows(requested.Select(People.ById).OfType<Person>(), [.. problems], parameters, caller.User, namesOwners: true);
    }
}

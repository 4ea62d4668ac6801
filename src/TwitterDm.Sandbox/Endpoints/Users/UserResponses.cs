using System.Text.Json;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Serialization;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Users;

/// <summary>Creates responses with one user, or with those of several users that exist.</summary>
internal sealed class UserResponses(Blocks blocks)
{
    public ApiResponse One(Person? person, ParameterRule? requestedBy, ValidatedParameters parameters, Caller caller)
        => ApiResponse.Json(
            JsonBody.Write(json =>
            {
                json.WriteStartObject();
                if (person is not null)
                {
                    json.WritePropertyName("data");
                    UserWriter.Write(json, person, FieldsOf(parameters, caller));
                    WriteIncludes(json, [person], parameters, caller);
                }
                else if (requestedBy is not null)
                {
                    ResourceProblem.WriteErrors(json, [ResourceProblem.NotFound("user", requestedBy.Name, parameters.Text(requestedBy)!)]);
                }

        json.WriteEndObject();
    }));

    public ApiResponse Many(ParameterRule requestedBy, Func<string, Person?> find, ValidatedParameters parameters, Caller caller)
        => ApiResponse.Json(
            JsonBody.Write(json =>
            {
                var requested = parameters.List(requestedBy).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
                var found = requested.Select(find).OfType<Person>().ToList();
                json.WriteStartObject();
                if (found.Count > 0)
                {
                    json.WriteStartArray("data");
                    foreach (var person in found)
                        UserWriter.Write(json, person, FieldsOf(parameters, caller));
                    json.WriteEndArray();
                }

                WriteIncludes(json, found, parameters, caller);
                ResourceProblem.WriteErrors(
                    json,
                    [
                        .. requested
                            .Where(name => find(name) is null)
                            .Select(name => ResourceProblem.NotFound("user", requestedBy.Name, name)),
                    ]);
                json.WriteEndObject();
            }));

    // Each expansion includes the field that it expands.
    private UserFields FieldsOf(ValidatedParameters parameters, Caller caller)
        => new(
            FieldSet.Of(
                parameters.List(ParameterRules.UserFields).Concat(parameters.List(ParameterRules.UserExpansions)),
                "id",
                "name",
                "username"),
            blocks,
            caller.Account);

    private void WriteIncludes(Utf8JsonWriter json, IReadOnlyList<Person> people, ValidatedParameters parameters, Caller caller)
    {
        var expansions = FieldSet.Of(parameters.List(ParameterRules.UserExpansions));
        var includes = new Includes();
        foreach (var post in people.Select(person => person.PinnedPost).OfType<Post>())
            includes.Add(post, asPost: expansions.Has("pinned_post_id"), asTweet: expansions.Has(LegacyNames.PinnedTweet));
        includes.Write(json, FieldsOf(parameters, caller), EventSelection.PostFieldsOf(parameters));
    }
}

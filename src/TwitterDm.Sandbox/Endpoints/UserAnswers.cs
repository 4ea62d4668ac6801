using System.Text.Json;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;
using TwitterDm.Sandbox.Writing;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>Answers about users: one, or those that were found of many.</summary>
internal sealed class UserAnswers(Blocks blocks)
{
    public Answer One(Person? person, ParameterRule? askedBy, CheckedParameters parameters, Caller caller) => Answer.Json(JsonBody.Write(json =>
    {
        json.WriteStartObject();
        if (person is not null)
        {
            json.WritePropertyName("data");
            UserWriter.Write(json, person, FieldsOf(parameters, caller));
            WriteIncludes(json, [person], parameters, caller);
        }
        else if (askedBy is not null)
        {
            EventAnswers.WriteErrors(json, [ResourceProblem.NotFound("user", askedBy.Name, parameters.Text(askedBy)!)]);
        }

        json.WriteEndObject();
    }));

    public Answer Many(ParameterRule askedBy, Func<string, Person?> find, CheckedParameters parameters, Caller caller) => Answer.Json(JsonBody.Write(json =>
    {
        var asked = parameters.List(askedBy).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var found = asked.Select(find).OfType<Person>().ToList();
        json.WriteStartObject();
        if (found.Count > 0)
        {
            json.WriteStartArray("data");
            foreach (var person in found)
                UserWriter.Write(json, person, FieldsOf(parameters, caller));
            json.WriteEndArray();
        }

        WriteIncludes(json, found, parameters, caller);
        EventAnswers.WriteErrors(json, [.. asked.Where(name => find(name) is null).Select(name => ResourceProblem.NotFound("user", askedBy.Name, name))]);
        json.WriteEndObject();
    }));

    // An expansion brings the field that it follows.
    private UserFields FieldsOf(CheckedParameters parameters, Caller caller) => new(
        FieldSet.Of(parameters.List(ParameterRules.UserFields).Concat(parameters.List(ParameterRules.UserExpansions)), "id", "name", "username"),
        blocks,
        caller.Account);

    private void WriteIncludes(Utf8JsonWriter json, IReadOnlyList<Person> people, CheckedParameters parameters, Caller caller)
    {
        var expansions = FieldSet.Of(parameters.List(ParameterRules.UserExpansions));
        var includes = new Includes();
        foreach (var post in people.Select(person => person.PinnedPost).OfType<Post>())
            includes.Add(post, asPost: expansions.Has("pinned_post_id"), asTweet: expansions.Has(OlderNames.PinnedTweet));
        includes.Write(json, FieldsOf(parameters, caller), EventSelection.PostFieldsOf(parameters));
    }
}

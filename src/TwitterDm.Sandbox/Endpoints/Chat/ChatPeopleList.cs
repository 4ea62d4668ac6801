using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Reads a list of users in a body.</summary>
internal static class ChatPeopleList
{
    /// <summary>Returns the users, or null if one does not exist or is repeated.</summary>
    public static IReadOnlyList<Person>? Read(ValidatedBody body, string name, out ApiResponse error)
    {
        error = default;
        var people = new List<Person>();
        foreach (var id in body.Texts(name))
        {
            if (People.ById(id) is not { } person)
                error = ProblemResponses.UserNotFound(name, id);
            else if (people.Contains(person))
                error = ProblemResponses.InvalidProperty(name, $"contains [{id}] twice");
            else
                people.Add(person);
            if (error != default)
                return null;
        }

        return people;
    }
}

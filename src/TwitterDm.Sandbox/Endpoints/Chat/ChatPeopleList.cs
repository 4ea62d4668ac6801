using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Reads a list of users in a body.</summary>
internal static class ChatPeopleList
{
    /// <summary>Reads the users.</summary>
    /// <param name="body">The body.</param>
    /// <param name="name">The property.</param>
    /// <param name="people">The users, up to the first error.</param>
    /// <returns>The error if a user does not exist or is repeated, or null.</returns>
    public static ApiResponse? Read(ValidatedBody body, string name, out IReadOnlyList<Person> people)
    {
        var read = new List<Person>();
        people = read;
        foreach (var id in body.Texts(name))
        {
            if (People.ById(id) is not { } person)
                return ProblemResponses.UserNotFound(name, id);
            if (read.Contains(person))
                return ProblemResponses.InvalidProperty(name, $"contains [{id}] twice");
            read.Add(person);
        }

        return null;
    }
}

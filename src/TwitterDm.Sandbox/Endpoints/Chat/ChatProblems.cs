using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Problems with the id of a conversation.</summary>
internal static class ChatProblems
{
    private const string Type = "chat_conversation";

    private static string Parameter => ChatParameterRules.ConversationId.Name;

    /// <summary>The conversation of two people who have none yet.</summary>
    public static ApiResponse NotFound(string id) => ProblemResponses.Of(404, ResourceProblem.NotFound(Type, Parameter, id));

    /// <summary>A user who does not exist, a conversation of others, or one that does not exist.</summary>
    public static ApiResponse NotYours(string id) => id.Length > 0 && id.All(char.IsAsciiDigit)
        ? ProblemResponses.UserNotFound(Parameter, id)
        : ProblemResponses.Of(403, ResourceProblem.NotAuthorized(Type, Parameter, id));
}
